using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Releases.Internal;

/// <summary>The history of a gate in an event log.</summary>
internal static class GateLog
{
    public static ValueTask<GateAuditEntry> AppendAsync(
        IEventLog log,
        GateOverride request,
        DateTimeOffset now,
        CancellationToken cancellationToken) => AppendAsync(
        log,
        request.Service,
        GateRecord.OverrideType,
        now,
        new GateRecord { Id = request.Id, By = request.By, Reason = request.Reason, ExpiresAt = request.ExpiresAt },
        cancellationToken);

    public static ValueTask<GateAuditEntry> AppendAsync(
        IEventLog log,
        GateRevocation request,
        DateTimeOffset now,
        CancellationToken cancellationToken) => AppendAsync(
        log,
        request.Service,
        GateRecord.RevocationType,
        now,
        new GateRecord { Id = request.OverrideId, By = request.By, Reason = request.Reason },
        cancellationToken);

    public static async ValueTask<IReadOnlyList<GateAuditEntry>> ReadAsync(
        IEventLog log,
        string service,
        CancellationToken cancellationToken) =>
        [
            .. (await new AuditStream<GateRecord>(log, service).ReadAllAsync(0, cancellationToken).ConfigureAwait(false)).Select(entry =>
                Of(service, entry)),
        ];

    /// <summary>Reads the histories of many services in one call.</summary>
    public static async ValueTask<IReadOnlyList<IReadOnlyList<GateAuditEntry>>> ReadEachAsync(
        IEventLog log,
        IReadOnlyList<string> services,
        CancellationToken cancellationToken) =>
        [
            .. (await AuditStream<GateRecord>.ReadEachAsync(log, services, cancellationToken).ConfigureAwait(false))
                .Select((entries, i) => (IReadOnlyList<GateAuditEntry>)[.. entries.Select(entry => Of(services[i], entry))]),
        ];

    /// <summary>
    /// The overrides of a history that hold at a moment, the one that lasts longest first. What a later version wrote may have ended those
    /// before it: they do not open the gate here.
    /// </summary>
    public static IReadOnlyList<GateAuditEntry> InForce(IReadOnlyList<GateAuditEntry> history, DateTimeOffset now)
    {
        HashSet<string> revoked = [.. history.Where(e => e.Kind == GateAuditKind.Revocation).Select(e => e.Id)];
        long unknown = history.Where(e => e.Kind == GateAuditKind.Unknown).Select(e => e.Position).DefaultIfEmpty(0).Max();
        return
        [
            .. history.Where(e => e.Kind == GateAuditKind.Override && e.Position > unknown && e.ExpiresAt > now && !revoked.Contains(e.Id))
                .OrderByDescending(e => e.ExpiresAt),
        ];
    }

    private static async ValueTask<GateAuditEntry> AppendAsync(
        IEventLog log, string service, string type, DateTimeOffset now, GateRecord record, CancellationToken cancellationToken) =>
        Of(
            service,
            await new AuditStream<GateRecord>(log, service)
                .AppendAsync($"{type}:{record.Id}", type, now, record, cancellationToken)
                .ConfigureAwait(false));

    private static GateAuditEntry Of(string service, AuditEntry<GateRecord> entry) => new()
    {
        Position = entry.Position,
        Kind = entry.Type switch
        {
            GateRecord.OverrideType => GateAuditKind.Override,
            GateRecord.RevocationType => GateAuditKind.Revocation,
            _ => GateAuditKind.Unknown,
        },
        Id = entry.Record?.Id ?? string.Empty,
        Service = service,
        By = entry.Record?.By ?? string.Empty,
        Reason = entry.Record?.Reason ?? $"An entry of the type '{entry.Type}', which this version does not know. Update the package.",
        RecordedAt = entry.Time,
        ExpiresAt = entry.Record?.ExpiresAt,
    };
}
