using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Common;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Hosts that record the version with which they start.</summary>
public sealed class HostVersionTests : IDisposable
{
    private const string Job = HostVersionJob.Name;
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task Ten_hosts_that_start_at_once_record_one_deployment()
    {
        for (int i = 0; i < 10; i++)
        {
            Add("4.7.1");
        }

        await Task.WhenAll(_fleet.Alive.Select(host => Task.Run(() => host.RunAsync(Job))));
        Deployment one = (await DeploymentsAsync()).Single();
        (one.Version, one.Environment, one.Flags).Should().Be(("4.7.1", "Production", DeploymentDoubts.Observed));
        one.By.Should().StartWith("host ");
    }

    [Fact]
    public async Task A_host_that_restarts_a_hundred_times_with_one_version_records_one_deployment()
    {
        for (int i = 0; i < 100; i++)
        {
            FleetHost host = Add("4.7.1");
            await RoundAsync();
            await host.StopAsync();
            _fleet.Advance(TimeSpan.FromMinutes(1));
        }

        (await DeploymentsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Another_takes_over_from_a_host_that_was_killed_before_it_recorded()
    {
        FleetHost killed = Add("4.7.1");
        _fleet.Store.Controls[StorageRoles.Events].IsDown = true;
        await killed.RunAsync(Job);
        _fleet.Store.Controls[StorageRoles.Events].IsDown = false;
        killed.IsAlive = false;
        Add("4.7.1");
        await RoundsAsync(8);
        (await DeploymentsAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Two_versions_side_by_side_give_one_deployment_each_whatever_restarts()
    {
        Add("1.0");
        FleetHost canary = Add("2.0");
        await RoundsAsync(2);
        for (int i = 0; i < 10; i++)
        {
            // The canary crashes, and is back before it is given up; hosts of the earlier version restart meanwhile.
            canary.IsAlive = false;
            FleetHost restarted = Add("1.0");
            await RoundsAsync(8);
            canary = Add("2.0");
            await RoundsAsync(30);
            await restarted.StopAsync();
        }

        (await DeploymentsAsync()).Select(one => (one.Version, one.Status)).Should()
            .Equal(("2.0", DeploymentStatus.Succeeded), ("1.0", DeploymentStatus.Succeeded));
    }

    [Fact]
    public async Task A_return_to_the_earlier_version_once_the_later_one_has_no_live_host_is_one_rollback()
    {
        Add("1.0");
        await RoundAsync();
        FleetHost second = Add("2.0");
        await RoundsAsync(30);
        second.IsAlive = false;
        await RoundsAsync(15);
        (await DeploymentsAsync()).Should().HaveCount(2, "it may come back");
        Add("1.0");
        await RoundsAsync(15);

        IReadOnlyList<Deployment> all = await DeploymentsAsync();
        all.Select(one => (one.Version, one.Status)).Should().Equal(
            ("1.0", DeploymentStatus.Succeeded), ("2.0", DeploymentStatus.RolledBack), ("1.0", DeploymentStatus.Succeeded));
        all[0].RollbackOf.Should().Be(all[1].Id);
        await RoundsAsync(60);
        (await DeploymentsAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Versions_of_other_environments_and_setups_do_not_count()
    {
        Add("1.0");
        Add("2.0", "Staging");
        await RoundsAsync(60);
        Add("1.0", "staging");
        await RoundsAsync(60);
        IReadOnlyList<Deployment> all = await DeploymentsAsync();
        (string, string)[] expected = [("1.0", "staging"), ("2.0", "Staging"), ("1.0", "Production")];
        all.Select(one => (one.Version, one.Environment)).Should().BeEquivalentTo(expected);
        all[0].Environment.Should().Be("staging");
        all[0].RollbackOf.Should().BeNull("2.0 still has a live host in staging, and 1.0 was never there before");
    }

    [Fact]
    public async Task It_is_the_job_of_one_host_of_each_version_and_conflicts_with_nothing()
    {
        Add("1.0");
        FleetHost other = Add("2.0");
        Add("2.0");
        await RoundsAsync(3);
        await other.LookAsync();
        (await other.StatusAsync(Job, "2.0 (Production)")).Should()
            .BeEquivalentTo(new { Service = "shop", State = JobState.OnTime });
        other.Get<IJobs>().Conflicts.Should().BeEmpty();
        _fleet.Logged("JobLate").Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_recorded_unless_it_is_asked_for()
    {
        FleetHost host = _fleet.Add();
        await host.RunAsync(Job);
        IDeployments deployments = host.Get<IDeployments>();
        deployments.Services.Should().Equal("shop");
        (await deployments.ListAsync(new DeploymentQuery { Service = "shop" })).Deployments.Should().BeEmpty();
    }

    [Fact]
    public async Task The_version_of_the_entry_assembly_and_the_environment_of_the_host_are_the_default()
    {
        FleetHost host = _fleet.Add(r => r.Configure(o => o.Service = "shop").RecordDeployments());
        await host.RunAsync(Job);
        Deployment one = (await DeploymentsAsync()).Single();
        one.Version.Should().Be(HostVersion.Of(new DeploymentOptions())).And.NotBeNullOrWhiteSpace();
        one.Environment.Should().Be("Production");
    }

    [Fact]
    public void What_an_assembly_states_becomes_a_version_whatever_it_is()
    {
        HostVersion.Shown(null).Should().BeNull();
        HostVersion.Shown(" ").Should().BeNull();
        HostVersion.Shown("4.7.1+abc").Should().Be("4.7.1+abc");
        HostVersion.Shown("4.7\n1<b>").Should().Be("4.7 1<b>");
        string one = HostVersion.Shown(new string('4', 1024) + "a")!;
        string other = HostVersion.Shown(new string('4', 1024) + "b")!;
        one.Should().HaveLength(200).And.NotBe(other);
        foreach (int length in Enumerable.Range(195, 12))
        {
            string shown = HostVersion.Shown(string.Concat(Enumerable.Repeat("😀", length)))!;
            shown.IsNormalized().Should().BeTrue("no surrogate pair is cut");
            _ = new DeploymentDefinition { Service = "shop", Version = shown };
        }
    }

    [Theory]
    [InlineData("""{ "Deployments": { "RecordHosts": true, "Version": "" } }""", "*Deployments:Version*1 to 200*")]
    [InlineData("""{ "Deployments": { "Environment": " " } }""", "*Deployments:Environment*1 to 100*")]
    [InlineData("""{ "Deployments": { "RollbackAfter": "00:00:10" } }""", "*Deployments:RollbackAfter*from 00:01:00 to 1.00:00:00*")]
    [InlineData("""{ "Deployments": { "Interval": "00:02:00" } }""", "*Deployments:Interval*from 00:00:01 to 00:01:00*")]
    [InlineData("""{ "Deployments": { "OnFailedTests": "Deny" } }""", "*Deployments:OnFailedTests*Allow, Warn, Block*")]
    [InlineData("""{ "Deployments": { "OnMissingTests": "Unknown" } }""", "*Deployments:OnMissingTests*")]
    [InlineData("""{ "Deployments": { "RecordHost": true } }""", "*Deployments:RecordHost*RecordHosts*")]
    public void Settings_that_are_not_valid_are_named(string json, string message)
    {
        using IHost host = Configured(json);
        host.Invoking(one => one.Services.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(string.Empty))
            .Should().Throw<OptionsValidationException>().WithMessage(message);
    }

    [Fact]
    public async Task Configuration_turns_it_on_and_asks_for_tests_at_the_gate()
    {
        using IHost host = Configured(
            """
            { "Service": "shop", "Slos": { "checkout": { "Kind": "Availability", "Target": 99 } },
              "Deployments": { "RecordHosts": true, "Version": "4.7.1", "Environment": "Test", "OnMissingTests": "Block" } }
            """);
        await LeasedJobs.Of(host, Job, string.Empty).RunOnceAsync(default);
        IDeployments deployments = host.Services.GetRequiredService<IDeployments>();
        Deployment one = (await deployments.GetLiveAsync("shop", "test"))!;
        IReleaseGate gate = host.Services.GetRequiredService<IReleaseGate>();
        (await gate.DecideAsync("shop")).Reasons.Should().Contain(
            reason => reason.Code == DeploymentTestCheck.MissingTestsCode && reason.Verdict == GateVerdict.Block);
        await deployments.AttachTestsAsync(new DeploymentTestReport
        {
            Service = "shop",
            DeploymentId = one.Id,
            Results = new TestResults { Passed = 1, Failed = 0, Skipped = 0 },
            By = "ada",
            Reason = "a run",
        });
        (await gate.DecideAsync("shop")).Reasons.Should().NotContain(reason => reason.Code == DeploymentTestCheck.MissingTestsCode);
        IEnumerable<IMarkerSource> sources = host.Services.GetKeyedServices<IMarkerSource>(string.Empty);
        sources.Select(source => source.GetType().Name).Should().Contain(["DeploymentMarkers", "ConfigurationMarkers"]);
    }

    private static IHost Configured(string json)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        builder.Services.AddReliability(builder.Configuration);
        return builder.Build();
    }

    private FleetHost Add(string version, string environment = "Production") => _fleet.Add(r => r
        .Configure(options => options.Service = "shop")
        .RecordDeployments(options => (options.Version, options.Environment) = (version, environment)));

    private async Task RoundsAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await RoundAsync();
        }
    }

    /// <summary>A quarter of a minute: every living host beats and looks at the versions.</summary>
    private async Task RoundAsync()
    {
        foreach (FleetHost host in _fleet.Alive)
        {
            await host.BeatAsync();
            await host.RunAsync(Job);
        }

        _fleet.Advance(TimeSpan.FromSeconds(15));
    }

    private async Task<IReadOnlyList<Deployment>> DeploymentsAsync()
    {
        var register = new DeploymentRegister(_fleet.Store.Events, ["shop"], _fleet.Clock);
        return (await register.ListAsync(new DeploymentQuery { Service = "shop" })).Deployments;
    }
}
