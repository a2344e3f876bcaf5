using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests.Mottos;

/// <summary>The service of the capability: stores mottos and keeps their history, over any store.</summary>
internal sealed class MottoBoard(IDocumentStore documents, IEventLog events, string service)
{
    private readonly DocumentSet<Motto> _mottos = new(documents, service);
    private readonly AuditStream<Motto> _history = new(events, service);

    public async ValueTask<string?> GetAsync(string team) => (await _mottos.GetAsync(team, default))?.Require().Text;

    public async ValueTask<IReadOnlyList<string?>> GetHistoryAsync() =>
        [.. (await _history.ReadAllAsync(after: 0, default)).Select(one => one.Record?.Text)];

    /// <summary>Changes the motto of a team, once under each token.</summary>
    public async ValueTask<JobOutcome> ChangeAsync(JobClaim claim, DateTimeOffset now, string text, CancellationToken cancellationToken)
    {
        string team = claim.Subject.Name;
        var motto = new Motto { Text = text };
        await _mottos.PutAsync(_mottos.Write(team, await _mottos.GetAsync(team, cancellationToken), motto), cancellationToken);
        await _history.AppendAsync($"{claim.Token}", "changed", now, motto, cancellationToken);
        return new JobOutcome { Subject = claim.Subject };
    }
}
