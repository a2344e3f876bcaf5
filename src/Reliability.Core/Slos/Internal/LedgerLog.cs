using System.Text.Json;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Slos.Internal;

/// <summary>The ledger of a service in an event log.</summary>
internal static class LedgerLog
{
    private static readonly Dictionary<string, LedgerEntryKind> KindOf = new(StringComparer.Ordinal)
    {
        ["adjustment"] = LedgerEntryKind.Adjustment,
        ["exclusion"] = LedgerEntryKind.Exclusion,
        ["reset"] = LedgerEntryKind.Reset,
        ["revocation"] = LedgerEntryKind.Revocation,
        ["definition"] = LedgerEntryKind.Definition,
    };

    /// <summary>Appends an entry; one of the same kind and id that was there before is the answer instead.</summary>
    public static async ValueTask<LedgerEntry> AppendAsync(
        IEventLog log, string service, LedgerEntryKind kind, LedgerRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string type = KindOf.First(pair => pair.Value == kind).Key;
        string json = JsonSerializer.Serialize(record, SloJson.Default.LedgerRecord);

        // An id names one entry, whatever its kind; a revocation has the id of another.
        string id = kind == LedgerEntryKind.Revocation ? $"revocation:{record.Id}" : $"entry:{record.Id}";
        var append = new EventAppend(StreamName.OfLedger(service), [new NewEvent(type, now, json)], expectedPosition: null, id);
        EventAppendResult result = await log.AppendAsync(append, cancellationToken).ConfigureAwait(false);
        await foreach ((LedgerEntry entry, _) in ReadAsync(log, service, result.Position - 1, 1, cancellationToken).ConfigureAwait(false))
        {
            return entry;
        }

        throw new StoreException($"Stream '{append.Stream}' acknowledged event {result.Position} and does not have it.", isTransient: false);
    }

    public static async IAsyncEnumerable<(LedgerEntry Entry, string? Measures)> ReadAsync(
        IEventLog log, string service, long after, int maxCount, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StreamId stream = StreamName.OfLedger(service);
        await foreach (StoredEvent stored in log.ReadAsync(new EventQuery(stream, after, maxCount), cancellationToken).ConfigureAwait(false))
        {
            string where = $"Event {stored.Position} of stream '{stream}'";
            LedgerRecord record = StoredRecord.Read(stored.Json, where, SloJson.Default.LedgerRecord, LedgerRecord.Format, r => r.V);
            yield return (
                new LedgerEntry
                {
                    Position = stored.Position,
                    Kind = KindOf.TryGetValue(stored.Type, out LedgerEntryKind kind)
                        ? kind
                        : throw new StoreException($"{where} is of the unknown type '{stored.Type}'. Update the package.", isTransient: false),
                    Id = record.Id,
                    Service = service,
                    Slo = record.Slo,
                    By = record.By,
                    Reason = record.Reason,
                    RecordedAt = stored.Time,
                    From = record.From,
                    To = record.To,
                    Recurrence = record.Recurrence,
                    Good = record.Good ?? 0,
                    Bad = record.Bad ?? 0,
                    BudgetShare = record.BudgetShare ?? 0,
                    Generation = record.Generation,
                    StartsAnew = record.StartsAnew ?? false,
                },
                record.Measures);
        }
    }
}
