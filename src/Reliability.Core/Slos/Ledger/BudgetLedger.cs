using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Runtime.ExceptionServices;
using Reliability.Common;
using Reliability.Jobs;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Keeps the ledger of budgets in an event log, in a stream <c>ledger</c> for each service. Instances are thread-safe.</summary>
public sealed class BudgetLedger : IBudgetLedger, IBudgetCorrections
{
    /// <summary>
    /// The maximum age of the entries with which a process evaluates budgets: 10 seconds. Its own entries count immediately.
    /// </summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly IEventLog _log;
    private readonly KnownObjectives _objectives;
    private readonly TimeProvider _timeProvider;
    private readonly IRecurrenceExpander? _expander;
    private readonly TimeSpan _minutesKept;
    private readonly LedgerRules _rules;
    private readonly LedgerCache _cache;
    private readonly KeptHours _hours;
    private readonly HourKeeper _keeper;
    private readonly ConcurrentDictionary<(string Service, long Position), (TimeRange Range, IReadOnlyList<TimeRange> Found)> _expanded =
        new();

    /// <summary>Initializes a new instance. Nothing is read or written yet.</summary>
    /// <param name="series">The store of the measurements. It is not disposed.</param>
    /// <param name="documents">The store of the minutes of partly excluded hours. It is not disposed.</param>
    /// <param name="log">The store of the entries. It is not disposed.</param>
    /// <param name="objectives">The objectives.</param>
    /// <param name="timeProvider">The clock. Default: the system clock.</param>
    /// <param name="retention">The retention of the store. Default: <see cref="SeriesRetention.Default"/>.</param>
    /// <param name="expander">Computes the occurrences of recurring exclusions. Without one, recurring exclusions are rejected.</param>
    public BudgetLedger(
        ISeriesStore series,
        IDocumentStore documents,
        IEventLog log,
        IEnumerable<SloDefinition> objectives,
        TimeProvider? timeProvider = null,
        SeriesRetention? retention = null,
        IRecurrenceExpander? expander = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(objectives);
        _log = log;
        _objectives = new KnownObjectives([.. objectives]);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _expander = expander;
        _minutesKept = (retention ?? SeriesRetention.Default).Minutes;
        _rules = new LedgerRules(_objectives, _minutesKept, expander);
        _cache = new LedgerCache(log, _timeProvider, Freshness);
        _hours = new KeptHours(series, documents);
        _keeper = new HourKeeper(series, documents);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry> AdjustAsync(BudgetAdjustment request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return AppendAsync(service, LedgerEntryKind.Adjustment, record, now, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry> ExcludeAsync(BudgetExclusion request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return AppendAsync(service, LedgerEntryKind.Exclusion, record, now, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<LedgerEntry> ResetAsync(BudgetReset request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return AppendAsync(service, LedgerEntryKind.Reset, record, now, cancellationToken);
    }

    /// <inheritdoc/>
    public LedgerEntry Plan(BudgetAdjustment request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return LedgerLog.Of(service, LedgerEntryKind.Adjustment, record, now);
    }

    /// <inheritdoc/>
    public LedgerEntry Plan(BudgetExclusion request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return LedgerLog.Of(service, LedgerEntryKind.Exclusion, record, now);
    }

    /// <inheritdoc/>
    public LedgerEntry Plan(BudgetReset request)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        (string service, LedgerRecord record) = _rules.Of(request, now);
        return LedgerLog.Of(service, LedgerEntryKind.Reset, record, now);
    }

    /// <inheritdoc/>
    public async ValueTask<LedgerEntry> RevokeAsync(LedgerRevocation request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        LedgerEntry revoked = (await GetEntriesAsync(request.Service, null, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(entry =>
                entry.Id == request.EntryId
                    && (entry.Kind is LedgerEntryKind.Adjustment or LedgerEntryKind.Exclusion or LedgerEntryKind.Reset))
            ?? throw new KeyNotFoundException(
                $"The ledger of '{request.Service}' has no adjustment, exclusion or reset '{request.EntryId}'.");
        var record = new LedgerRecord { Id = revoked.Id, Slo = revoked.Slo, By = request.By, Reason = request.Reason };
        LedgerEntry entry =
            await LedgerLog.AppendAsync(
                _log,
                request.Service,
                LedgerEntryKind.Revocation,
                record,
                _timeProvider.GetUtcNow(),
                cancellationToken)
                .ConfigureAwait(false);
        await _cache.GetAsync(request.Service, isFresh: true, cancellationToken).ConfigureAwait(false);
        return entry;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerEntry>> GetEntriesAsync(
        string service,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default)
    {
        _ = _objectives.OfService(service);
        IReadOnlyList<LedgerEntry> entries = await _cache.GetAsync(service, isFresh: true, cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => !(entry.RecordedAt > knownAt))];
    }

    /// <summary>
    /// Records how objectives are defined, and copies the minutes that the ledger needs before the series store deletes them.
    /// </summary>
    /// <param name="claims">The claims to do so, one for each objective. Only the process whose definition is in effect records it.</param>
    /// <param name="cancellationToken">Cancels the run. The next run does the rest.</param>
    /// <returns>The outcome for each objective. A failure for one objective does not affect the others.</returns>
    /// <exception cref="KeyNotFoundException">A claim names an objective that is not declared.</exception>
    public async ValueTask<IReadOnlyList<JobOutcome>> RunAsync(
        IReadOnlyList<JobClaim> claims,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claims);
        List<JobOutcome> outcomes = [];
        foreach (IGrouping<string, JobClaim> service in claims.GroupBy(claim => claim.Subject.Service, StringComparer.Ordinal))
        {
            Claimed[] claimed = [.. service.Select(claim => new Claimed(_objectives.Get(claim.Subject.Name), claim.Lost))];
            DateTimeOffset now = service.Max(claim => claim.ClaimedAt);
            Exception? fault = null;
            IReadOnlyDictionary<string, ReliabilityException> rejected = ReadOnlyDictionary<string, ReliabilityException>.Empty;
            try
            {
                rejected = await RecordDefinitionsAsync(service.Key, claimed, now, cancellationToken).ConfigureAwait(false);
            }
            catch (ReliabilityException e)
            {
                fault = e;
            }

            SloDefinition[] held = [.. claimed.Where(one => !one.Lost.IsCancellationRequested).Select(one => one.Slo)];
            IReadOnlyDictionary<string, ReliabilityException> faults =
                await CopyMinutesAsync(service.Key, held, now, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(service.Select((claim, i) => new JobOutcome
            {
                Subject = claim.Subject,
                Fault = fault
                    ?? rejected.GetValueOrDefault(claim.Subject.Name)
                    ?? faults.GetValueOrDefault(claim.Subject.Name)
                    ?? DefinitionEntries.FaultOf(claimed[i]),
            }));
        }

        return outcomes;
    }

    /// <summary>
    /// Records how all objectives of this process are currently defined. A changed definition starts a new generation. If several processes
    /// share a service, call <see cref="RunAsync"/> instead.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation. It is safe to repeat it.</param>
    /// <exception cref="StoreException">The ledger could not be read or written.</exception>
    /// <exception cref="ReliabilityException">Another process recorded another definition at the same time.</exception>
    public async ValueTask RecordDefinitionsAsync(CancellationToken cancellationToken = default)
    {
        foreach (IGrouping<string, SloDefinition> service in _objectives.All.GroupBy(slo => slo.Service, StringComparer.Ordinal))
        {
            Claimed[] own = [.. service.Select(slo => new Claimed(slo, CancellationToken.None))];
            ThrowFirst(await RecordDefinitionsAsync(service.Key, own, _timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>
    /// Copies the minutes of partly excluded hours before the series store deletes them. If several processes share a service, call
    /// <see cref="RunAsync"/> instead.
    /// </summary>
    /// <param name="cancellationToken">Cancels the run. The next run does the rest.</param>
    /// <exception cref="StoreException">A store could not be read or written.</exception>
    public async ValueTask CopyMinutesAsync(CancellationToken cancellationToken = default)
    {
        foreach (IGrouping<string, SloDefinition> service in _objectives.All.GroupBy(slo => slo.Service, StringComparer.Ordinal))
        {
            IReadOnlyDictionary<string, ReliabilityException> faults =
                await CopyMinutesAsync(service.Key, [.. service], _timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            ThrowFirst(faults);
        }
    }

    /// <inheritdoc/>
    ValueTask<BudgetCorrections> IBudgetCorrections.GetAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, DateTimeOffset? knownAt, CancellationToken cancellationToken) =>
        GetCorrectionsAsync(slo, now, range, new LedgerScope(knownAt, Assumed: null, IsFresh: knownAt is not null), cancellationToken);

    /// <inheritdoc/>
    IBudgetCorrections IBudgetCorrections.AsOf(DateTimeOffset at) => new ScopedCorrections(this, at, assumed: null);

    /// <inheritdoc/>
    IBudgetCorrections IBudgetCorrections.Assuming(LedgerEntry entry) => new ScopedCorrections(this, until: null, entry);

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>>> IBudgetCorrections.GetMinutesAsync(
        IReadOnlyList<(SloDefinition Slo, IReadOnlyList<SeriesBucket> Hours)> partial, CancellationToken cancellationToken) =>
        _hours.GetAsync(partial, cancellationToken);

    /// <summary>Returns the corrections of an objective by the entries of a scope.</summary>
    internal async ValueTask<BudgetCorrections> GetCorrectionsAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, LedgerScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyList<LedgerEntry> entries = await _cache.GetAsync(slo.Service, scope.IsFresh, cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 && scope.Assumed is null
            ? BudgetCorrections.None
            : LedgerFold.Of(scope.Of(entries), slo, now, range, Expand);
    }

    /// <returns>The objectives whose definition another process decides, and why.</returns>
    private async ValueTask<IReadOnlyDictionary<string, ReliabilityException>> RecordDefinitionsAsync(
        string service,
        IReadOnlyList<Claimed> claimed,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ReliabilityException> rejected =
            await new DefinitionEntries(_log, service).RecordAsync(claimed, now, cancellationToken).ConfigureAwait(false);
        await _cache.GetAsync(service, isFresh: true, cancellationToken).ConfigureAwait(false);
        return rejected;
    }

    private async ValueTask<IReadOnlyDictionary<string, ReliabilityException>> CopyMinutesAsync(
        string service,
        IReadOnlyList<SloDefinition> objectives,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var range = new TimeRange(SeriesResolution.Hour.StartOf(now - _minutesKept), SeriesResolution.Hour.StartOf(now));
        Dictionary<string, ReliabilityException> faults = new(StringComparer.Ordinal);
        List<(SloDefinition Slo, ExcludedTime NotCounted)> known = [];
        foreach (SloDefinition slo in objectives)
        {
            try
            {
                BudgetCorrections found = await GetCorrectionsAsync(slo, now, range, default, cancellationToken).ConfigureAwait(false);
                known.Add((slo, new LedgerView(found).NotCounted));
            }
            catch (ReliabilityException e)
            {
                faults.TryAdd(slo.Name, e);
            }
        }

        return (await _keeper.KeepAsync(service, known, range, cancellationToken).ConfigureAwait(false)).Concat(faults)
            .ToDictionary(StringComparer.Ordinal);
    }

    private async ValueTask<LedgerEntry> AppendAsync(
        string service,
        LedgerEntryKind kind,
        LedgerRecord record,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        LedgerEntry entry = await LedgerLog.AppendAsync(_log, service, kind, record, now, cancellationToken).ConfigureAwait(false);
        await _cache.GetAsync(service, isFresh: true, cancellationToken).ConfigureAwait(false);
        bool isSame = entry.Kind == kind
            && (entry.Slo,
                entry.By,
                entry.Reason,
                entry.From,
                entry.To,
                entry.Recurrence) == (record.Slo, record.By, record.Reason, record.From, record.To, record.Recurrence?.ToRecurrence())
            && (entry.Good, entry.Bad, entry.BudgetShare) == (record.Good ?? 0, record.Bad ?? 0, record.BudgetShare ?? 0);
        return isSame
            ? entry
            : throw new ArgumentException(
                $"The ledger of '{service}' has a different entry with the ID '{record.Id}', by {entry.By}. IDs must be unique.",
                nameof(record));
    }

    private static void ThrowFirst(IReadOnlyDictionary<string, ReliabilityException> faults)
    {
        foreach (ReliabilityException fault in faults.Values)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    private IReadOnlyList<TimeRange> Expand(LedgerEntry entry, TimeRange range)
    {
        if (_expander is null)
        {
            throw new ReliabilityException(
                $"Entry '{entry.Id}' in the ledger of '{entry.Service}' is a recurring exclusion, which this process cannot expand: "
                + "add the package Reliability.Recurrence and call UseRecurrence().");
        }

        if (entry.Position == LedgerEntry.NotRecorded)
        {
            return _expander.Expand(entry.Recurrence!, range);
        }

        (string, long) key = (entry.Service, entry.Position);
        if (_expanded.TryGetValue(key, out (TimeRange Range, IReadOnlyList<TimeRange> Found) known)
            && known.Range.Start <= range.Start
            && known.Range.End >= range.End)
        {
            return known.Found;
        }

        // A range that is one day longer, so that a moving window does not expand the rule on each call.
        var wide = new TimeRange(range.Start, range.End.AddDays(1));
        IReadOnlyList<TimeRange> found = _expander.Expand(entry.Recurrence!, wide);
        _expanded[key] = (wide, found);
        return found;
    }
}
