using Reliability.Common.Internal;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests.Mottos;

/// <summary>The module of the capability: a job that changes the motto of a team, and a check of the options.</summary>
internal sealed class MottoModule(string text, TaskCompletionSource firstRound) : ICapabilityModule
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public void Register(SetupServices services) => services.AddHosted(setup =>
    {
        var mottos = new DocumentSet<Motto>(setup.Get<IDocumentStore>(), setup.Setup.Service);
        var history = new AuditStream<Motto>(setup.Get<IEventLog>(), setup.Setup.Service);
        var team = new JobSubject { Service = setup.Setup.Service, Kind = "motto", Name = "team" };
        return setup.Job(JobDefinition.Each("mottos", Interval, [team], async (claim, token) =>
        {
            await mottos.PutAsync(mottos.Write(team.Name, await mottos.GetAsync(team.Name, token), new Motto(text)), token);
            await history.AppendAsync($"{claim.Token}", "changed", setup.TimeProvider.GetUtcNow(), new Motto(text), token);
            firstRound.TrySetResult();
        }));
    });

    public void Validate(OptionProblems problems) =>
        problems.Positive(problems.Options.FlushInterval, nameof(problems.Options.FlushInterval));
}
