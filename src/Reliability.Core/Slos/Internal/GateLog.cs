using System.Text.Json;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Slos.Internal;

/// <summary>The history of a gate in an event log.</summary>
internal static class GateLog
{
    private const string OverrideType = "override";
    private const string RevocationType = "revocation";

    public static ValueTask<GateAuditEntry> AppendAsync(IEventLog log, GateOverride request, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(
            log,
            request.Service,
            OverrideType,
            now,
            new GateRecord { Id = request.Id, By = request.By, Reason = request.Reason, ExpiresAt = request.ExpiresAt },
            cancellationToken);

    public static ValueTask<GateAuditEntry> AppendAsync(IEventLog log, GateRevocation request, DateTimeOffset now, CancellationToken cancellationToken) =>
        AppendAsync(
            log, request.Service, RevocationType, now, new GateRecord { Id = request.OverrideId, By = request.By, Reason = request.Reason }, cancellationToken);

    public static async ValueTask<IReadOnlyList<GateAuditEntry>> ReadAsync(IEventLog log, string service, CancellationToken cancellationToken)
    {
        var entries = new List<GateAuditEntry>();
        await foreach (StoredEvent stored in log.ReadAsync(new EventQuery(StreamName.OfGate(service)), cancellationToken).ConfigureAwait(false))
        {
            entries.Add(Read(service, stored));
        }

        return entries;
    }

    /// <summary>The overrides of a history that hold at a moment, the one that lasts longest first.</summary>
    public static IReadOnlyList<GateAuditEntry> InForce(IReadOnlyList<GateAuditEntry> history, DateTimeOffset now)
    {
        HashSet<string> revoked = [.. history.Where(e => e.Kind == GateAuditKind.Revocation).Select(e => e.Id)];
        return
        [
            .. history.Where(e => e.Kind == GateAuditKind.Override && e.ExpiresAt > now && !revoked.Contains(e.Id)).OrderByDescending(e => e.ExpiresAt),
        ];
    }

    private static async ValueTask<GateAuditEntry> AppendAsync(
        IEventLog log, string service, string type, DateTimeOffset now, GateRecord record, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(record, SloJson.Default.GateRecord);
        var append = new EventAppend(StreamName.OfGate(service), [new NewEvent(type, now, json)], expectedPosition: null, id: $"{type}:{record.Id}");
        EventAppendResult result = await log.AppendAsync(append, cancellationToken).ConfigureAwait(false);
        var query = new EventQuery(append.Stream, after: result.Position - 1, maxCount: 1);
        await foreach (StoredEvent stored in log.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            return Read(service, stored);
        }

        throw new StoreException($"Stream '{append.Stream}' acknowledged event {result.Position} and does not have it.", isTransient: false);
    }

    private static GateAuditEntry Read(string service, StoredEvent stored)
    {
        string where = $"Event {stored.Position} of stream '{StreamName.OfGate(service)}'";
        GateRecord record = StoredRecord.Read(stored.Json, where, SloJson.Default.GateRecord, GateRecord.Format, r => r.V);
        return new GateAuditEntry
        {
            Position = stored.Position,
            Kind = stored.Type switch
            {
                OverrideType => GateAuditKind.Override,
                RevocationType => GateAuditKind.Revocation,
                _ => throw new StoreException($"{where} is of the unknown type '{stored.Type}'. Update the package.", isTransient: false),
            },
            Id = record.Id,
            Service = service,
            By = record.By,
            Reason = record.Reason,
            RecordedAt = stored.Time,
            ExpiresAt = record.ExpiresAt,
        };
    }
}
