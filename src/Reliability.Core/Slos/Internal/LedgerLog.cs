using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The ledger of a service in an event log.</summary>
internal static class LedgerLog
{
    /// <summary>Appends an entry, or returns the existing entry of the same kind and ID.</summary>
    public static async ValueTask<LedgerEntry> AppendAsync(
        IEventLog log, string service, LedgerEntryKind kind, LedgerRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An id names one entry, whatever its kind; a revocation has the id of another.
        string id = kind == LedgerEntryKind.Revocation ? $"revocation:{record.Id}" : $"entry:{record.Id}";
        var ledger = new AuditStream<LedgerRecord>(log, service);
        return Of(service, await ledger.AppendAsync(id, LedgerRecord.TypeOf(kind), now, record, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Appends a definition that was decided from the entries up to a position, unless there is a later entry.</summary>
    /// <returns>Its position, or null if there is a later entry and nothing was appended.</returns>
    public static ValueTask<long?> TryAppendDefinitionAsync(
        IEventLog log, string service, LedgerRecord record, long expectedPosition, CancellationToken cancellationToken) =>
        new AuditStream<LedgerRecord>(log, service).TryAppendAsync(
            $"entry:{record.Id}",
            LedgerRecord.TypeOf(LedgerEntryKind.Definition),
            record.From!.Value,
            record,
            expectedPosition,
            cancellationToken);

    public static async IAsyncEnumerable<(LedgerEntry Entry, string? Measures)> ReadAsync(
        IEventLog log, string service, long after, int maxCount, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AuditEntry<LedgerRecord> entry in new AuditStream<LedgerRecord>(log, service)
            .ReadAsync(after, maxCount, cancellationToken)
            .ConfigureAwait(false))
        {
            yield return (Of(service, entry), entry.Record?.Measures);
        }
    }

    /// <summary>Returns an entry as it would be if it were recorded now.</summary>
    public static LedgerEntry Of(string service, LedgerEntryKind kind, LedgerRecord record, DateTimeOffset now) =>
        Of(service, new AuditEntry<LedgerRecord>(LedgerEntry.NotRecorded, LedgerRecord.TypeOf(kind), now, record));

    private static LedgerEntry Of(string service, AuditEntry<LedgerRecord> entry)
    {
        LedgerRecord? record = entry.Record;
        return new LedgerEntry
        {
            Position = entry.Position,
            Kind = LedgerRecord.KindOf(entry.Type),
            Id = record?.Id ?? string.Empty,
            Service = service,
            Slo = record?.Slo,
            By = record?.By ?? string.Empty,
            Reason = record?.Reason
                ?? $"An entry of the type '{entry.Type}', which this version does not know and does not count. Update the package.",
            RecordedAt = entry.Time,
            From = record?.From,
            To = record?.To,
            Recurrence = record?.Recurrence?.ToRecurrence(),
            Good = record?.Good ?? 0,
            Bad = record?.Bad ?? 0,
            BudgetShare = record?.BudgetShare ?? 0,
            Generation = record?.Generation,
            ResetsBudget = record?.StartsAnew ?? false,
        };
    }
}
