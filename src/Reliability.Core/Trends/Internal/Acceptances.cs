using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>The accepted shifts of a service in an event log.</summary>
internal static class Acceptances
{
    /// <summary>Reads the accepted shifts of many services in one call, each oldest first, also those whose acceptance was withdrawn.
    /// </summary>
    public static async ValueTask<ILookup<string, AcceptedShift>> ReadAsync(
        IEventLog? log, IEnumerable<string> services, CancellationToken cancellationToken)
    {
        string[] all = log is null ? [] : [.. services.Distinct(StringComparer.Ordinal)];
        IReadOnlyList<IReadOnlyList<AuditEntry<StoredAcceptance>>> read = all.Length == 0
            ? []
            : await AuditStream<StoredAcceptance>.ReadEachAsync(log!, all, cancellationToken).ConfigureAwait(false);
        return all.Zip(read).SelectMany(one => Of(one.First, one.Second))
            .ToLookup(one => one.Metric, StringComparer.Ordinal);
    }

    /// <summary>Reads the accepted shifts of one service, and the position up to which they were read.</summary>
    public static async ValueTask<(IReadOnlyList<AcceptedShift> All, long Position)> ReadAsync(
        IEventLog log, string service, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditEntry<StoredAcceptance>> entries =
            await new AuditStream<StoredAcceptance>(log, service).ReadAllAsync(0, cancellationToken).ConfigureAwait(false);
        return (Of(service, entries), entries.Count == 0 ? 0 : entries[^1].Position);
    }

    /// <summary>Appends the acceptance of a shift that was decided from the entries up to a position.</summary>
    /// <returns>The acceptance, or null if there is a later entry and nothing was appended.</returns>
    public static async ValueTask<AcceptedShift?> TryAppendAsync(
        IEventLog log,
        MetricDefinition metric,
        MetricShift shift,
        ChangeRequest request,
        DateTimeOffset now,
        long position,
        CancellationToken cancellationToken)
    {
        StoredAcceptance record = Record(metric, shift, request);
        long? stored = await new AuditStream<StoredAcceptance>(log, metric.Service).TryAppendAsync(
            $"{StoredAcceptance.AcceptedType}:{request.Id}", StoredAcceptance.AcceptedType, now, record, position, cancellationToken)
            .ConfigureAwait(false);
        return stored is null ? null : Of(metric.Service, record, now);
    }

    /// <summary>Returns the acceptance of a shift as it would be recorded.</summary>
    public static AcceptedShift Of(MetricDefinition metric, MetricShift shift, ChangeRequest request, DateTimeOffset now) =>
        Of(metric.Service, Record(metric, shift, request), now);

    /// <summary>Appends the withdrawal of an acceptance. If it was withdrawn before, that withdrawal is the answer.</summary>
    public static async ValueTask<AcceptedShift> WithdrawAsync(
        IEventLog log, AcceptedShift accepted, ChangeRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var record = new StoredAcceptance { Id = accepted.Id, Metric = accepted.Metric, By = request.By, Reason = request.Reason };
        AuditEntry<StoredAcceptance> entry = await new AuditStream<StoredAcceptance>(log, accepted.Service).AppendAsync(
            $"{StoredAcceptance.WithdrawnType}:{accepted.Id}", StoredAcceptance.WithdrawnType, now, record, cancellationToken)
            .ConfigureAwait(false);
        return Withdrawn(accepted, entry.Record ?? record, entry.Time);
    }

    private static StoredAcceptance Record(MetricDefinition metric, MetricShift shift, ChangeRequest request) => new()
    {
        Id = request.Id,
        Metric = metric.Name,
        By = request.By,
        Reason = request.Reason,
        Shift = SameShift.ToStored(shift),
    };

    /// <summary>What a later version wrote has no effect here.</summary>
    private static List<AcceptedShift> Of(string service, IReadOnlyList<AuditEntry<StoredAcceptance>> entries)
    {
        List<AcceptedShift> all = [];
        foreach (AuditEntry<StoredAcceptance> entry in entries)
        {
            if (entry is { Type: StoredAcceptance.AcceptedType, Record: { Shift: not null } accepted })
            {
                all.Add(Of(service, accepted, entry.Time));
            }
            else if (entry is { Type: StoredAcceptance.WithdrawnType, Record: { } withdrawn }
                && all.FindIndex(one => one.Id == withdrawn.Id) is >= 0 and var place)
            {
                all[place] = Withdrawn(all[place], withdrawn, entry.Time);
            }
        }

        return all;
    }

    private static AcceptedShift Of(string service, StoredAcceptance record, DateTimeOffset time) => new()
    {
        Id = record.Id,
        Service = service,
        Metric = record.Metric,
        At = record.Shift!.At,
        Within = new TimeRange(record.Shift.From, record.Shift.To),
        Kind = TrendWords.Kind.Value(record.Shift.Kind),
        Size = record.Shift.Size,
        By = record.By,
        Reason = record.Reason,
        AcceptedAt = time,
    };

    private static AcceptedShift Withdrawn(AcceptedShift accepted, StoredAcceptance record, DateTimeOffset time) => accepted with
    {
        WithdrawnBy = record.By,
        WithdrawalReason = record.Reason,
        WithdrawnAt = time,
    };
}
