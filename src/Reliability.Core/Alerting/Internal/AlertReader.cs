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

    /// <summary>Gets or sets the sources whose alerts can be orphaned too, with what is stored of them.</summary>
    public IReadOnlyList<(AlertSourceJob Job, SourceBooks Books)> Sources { get; set; } = [];

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
        List<UnreadableDocument> faults = [.. unreadable];
        List<AlertStatus> orphaned =
        [
            .. await WithoutJobAsync(
                stored,
                service,
                AlertEvaluator.SubjectKind,
                AlertEvaluator.JobName,
                objectives.All.Where(slo => slo.Service == service).Select(slo => slo.Name),
                cancellationToken).ConfigureAwait(false),
        ];
        foreach ((AlertSourceJob job, SourceBooks books) in Sources)
        {
            (stored, unreadable) = await books.ListAsync(service, cancellationToken).ConfigureAwait(false);
            faults.AddRange(unreadable);
            orphaned.AddRange(await WithoutJobAsync(
                stored,
                service,
                job.SubjectKind,
                job.JobName,
                job.Watched.Where(subject => subject.Service == service).Select(subject => subject.Name),
                cancellationToken).ConfigureAwait(false));
        }

        if (faults.Count > 0)
        {
            _unreadableOfServices[service] = faults;
        }
        else
        {
            _unreadableOfServices.TryRemove(service, out _);
        }

        return orphaned;
    }

    /// <summary>Returns the firing alerts of subjects for which no live process declares the job that judges them.</summary>
    private async ValueTask<IReadOnlyList<AlertStatus>> WithoutJobAsync(
        IReadOnlyList<AlertBook> stored,
        string service,
        string kind,
        string job,
        IEnumerable<string> ofThisProcess,
        CancellationToken cancellationToken)
    {
        AlertStatus[] firing =
        [
            .. stored.SelectMany(book => book.Alerts).Select(one => one.Status).Where(one => one.State == AlertState.Firing),
        ];
        if (firing.Length == 0)
        {
            return [];
        }

        IReadOnlySet<string> judged = jobs is null
            ? ofThisProcess.ToHashSet(StringComparer.Ordinal)
            : await jobs.GetDeclaredAsync(service, kind, job, cancellationToken).ConfigureAwait(false);
        return [.. firing.Where(one => !judged.Contains(one.Slo))];
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
