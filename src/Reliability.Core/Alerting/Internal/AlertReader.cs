using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>Reads the stored states and the history of alerts.</summary>
internal sealed class AlertReader(
    IErrorBudgets budgets,
    AlertBooks books,
    IEventLog events,
    WatchedObjectives objectives,
    JobCoordinator? jobs)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<UnreadableDocument>> _unreadableOfServices = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<UnreadableDocument> _unreadable = [];

    /// <summary>Gets the documents that could not be read when they were last asked for.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable =>
    [
        .. _unreadable.Concat(_unreadableOfServices.Values.SelectMany(one => one))
            .DistinctBy(one => one.Id)
            .OrderBy(one => one.Id.ToString(), StringComparer.Ordinal),
    ];

    public async ValueTask<IReadOnlyList<AlertBook>> ReadAllAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenBook> read = await books.ReadAsync([.. objectives.All], cancellationToken).ConfigureAwait(false);
        _unreadable = [.. read.Select(one => one.Unreadable).OfType<UnreadableDocument>()];
        return [.. read.Select(one => one.Book).OfType<AlertBook>()];
    }

    public async ValueTask<IReadOnlyList<AlertStatus>> GetOrphanedAsync(string service, CancellationToken cancellationToken)
    {
        (IReadOnlyList<AlertBook> stored, IReadOnlyList<UnreadableDocument> unreadable) =
            await books.ListAsync(service, cancellationToken).ConfigureAwait(false);
        _unreadableOfServices[service] = unreadable;
        AlertStatus[] firing =
        [
            .. stored.SelectMany(book => book.Alerts).Select(one => one.Status).Where(one => one.State == AlertState.Firing),
        ];
        if (firing.Length == 0)
        {
            return [];
        }

        IReadOnlySet<string> evaluated = jobs is null
            ? objectives.All.Where(slo => slo.Service == service).Select(slo => slo.Name).ToHashSet(StringComparer.Ordinal)
            : await jobs.GetDeclaredAsync(service, AlertEvaluator.SubjectKind, AlertEvaluator.JobName, cancellationToken)
                .ConfigureAwait(false);
        return [.. firing.Where(one => !evaluated.Contains(one.Slo))];
    }

    public async ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(
        string service,
        int maxCount,
        CancellationToken cancellationToken)
    {
        _ = budgets.GetObjectives(service);
        var history = new AuditStream<StoredNotification>(events, service);
        return
        [
            .. (await history.ReadLastAsync(maxCount, cancellationToken).ConfigureAwait(false))
                .Select(one => one.Record).OfType<StoredNotification>().Select(one => AlertStorage.ToNotification(one, service)),
        ];
    }
}
