using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests.Mottos;

/// <summary>The module of the capability: its service, its job and its check of the options.</summary>
internal sealed class MottoModule(string text) : ICapabilityModule
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _firstRound = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the job was done here.</summary>
    public Task FirstRound => _firstRound.Task;

    public void Register(SetupServices services)
    {
        services.AddShared(setup => new MottoBoard(setup.Get<IDocumentStore>(), setup.Get<IEventLog>(), setup.Setup.Service));
        services.AddHosted(setup =>
        {
            var team = new JobSubject { Service = setup.Setup.Service, Kind = "motto", Name = "team" };
            setup.Jobs.Declare(team, "mottos", Interval);
            return setup.Job(JobDefinition.Of("mottos", Interval, [team], async (claims, token) =>
            {
                MottoBoard board = setup.Get<MottoBoard>();
                JobOutcome outcome = await board.ChangeAsync(claims.Single(), setup.TimeProvider.GetUtcNow(), text, token);
                _firstRound.TrySetResult();
                return new JobRound([outcome], []);
            }));
        });
    }

    public void Validate(OptionProblems problems) => problems.Range(
        problems.Options.FlushInterval,
        TimeSpan.FromMilliseconds(50),
        TimeSpan.FromMinutes(1),
        nameof(ReliabilityOptions.FlushInterval));
}
