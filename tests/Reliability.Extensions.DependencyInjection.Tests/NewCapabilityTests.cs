using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Internal;
using Reliability.Jobs;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>What a new capability brings to a set-up: a module.</summary>
public sealed class NewCapabilityTests
{
    [Fact]
    public async Task A_module_brings_options_checks_and_a_leased_job()
    {
        var services = new ServiceCollection();
        services.AddReliability(r => r.Configure(options => options.Service = "shop"));
        var module = new MottoModule();
        module.Register(new SetupServices(services, string.Empty));
        await using ServiceProvider provider = services.BuildServiceProvider();

        LeasedJob job = provider.GetServices<IHostedService>().OfType<LeasedJob>().Single(one => one.Job == "mottos");
        await job.RunOnceAsync(default);
        module.Rounds.Should().Be(1);
        (await provider.GetRequiredService<IJobs>().GetStatusAsync())
            .Should()
            .ContainSingle(one => one.Job == "mottos" && one.State == JobState.OnTime);

        var problems = new OptionProblems(new ReliabilityOptions { FlushInterval = TimeSpan.Zero });
        module.Validate(problems);
        problems.All.Should()
            .ContainSingle().Which
            .Should()
            .Be("FlushInterval: 00:00:00 is not legal; legal are 00:00:00.0500000 to 00:01:00.");
    }

    /// <summary>The whole of it.</summary>
    private sealed class MottoModule : ICapabilityModule
    {
        public int Rounds { get; private set; }

        public void Register(SetupServices services) => services.AddHosted(setup =>
        {
            var subject = new JobSubject { Service = setup.Setup.Service, Kind = "motto", Name = "team" };
            setup.Jobs.Declare(subject, "mottos", TimeSpan.FromMinutes(1));
            return setup.Job(JobDefinition.Of("mottos", TimeSpan.FromMinutes(1), [subject], (claims, _) =>
            {
                Rounds++;
                return ValueTask.FromResult(new JobRound([.. claims.Select(claim => new JobOutcome { Subject = claim.Subject })], []));
            }));
        });

        public void Validate(OptionProblems problems) => problems.Range(
            problems.Options.FlushInterval,
            TimeSpan.FromMilliseconds(50),
            TimeSpan.FromMinutes(1),
            nameof(ReliabilityOptions.FlushInterval));
    }
}
