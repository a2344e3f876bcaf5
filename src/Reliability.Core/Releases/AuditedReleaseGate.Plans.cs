using Reliability.Releases.Internal;
using Reliability.Slos;

namespace Reliability.Releases;

/// <content>What the gate decided before, and what it would decide.</content>
public sealed partial class AuditedReleaseGate
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, GateDecision>> ReplayEachAsync(
        DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        string[] services = [.. _budgets.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)];
        ILookup<string, SloReport> reports =
            (await _budgets.AsOf(at).GetReportsAsync(service: null, cancellationToken).ConfigureAwait(false))
            .ToLookup(report => report.Status.Service, StringComparer.Ordinal);
        IReadOnlyList<IReadOnlyList<GateAuditEntry>> histories =
            await GateLog.ReadEachAsync(_log, services, cancellationToken).ConfigureAwait(false);
        return services.Select((service, i) => Replayed(service, reports[service], histories[i], at))
            .ToDictionary(one => one.Service, one => one.Decision, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask<GatePlan> PlanEntryAsync(LedgerEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IReadOnlyList<GateReason> found = await CheckAsync(entry.Service, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<GateAuditEntry> history = await GetHistoryAsync(entry.Service, cancellationToken).ConfigureAwait(false);
        return new GatePlan
        {
            Service = entry.Service,
            Before = await OfAsync(_budgets).ConfigureAwait(false),
            After = await OfAsync(_budgets.Assuming(entry)).ConfigureAwait(false),
        };

        async ValueTask<GateDecision> OfAsync(IErrorBudgets budgets)
        {
            GateDecision decision = await DecideAsync(budgets, entry.Service, cancellationToken).ConfigureAwait(false);
            return Final(With(decision, found), history);
        }
    }

    /// <inheritdoc/>
    public ValueTask<GatePlan> PlanOverrideAsync(GateOverride request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        RequireExpiry(request, now);
        return PlanAsync(
            request.Service,
            history => history.Any(entry => entry.Kind == GateAuditKind.Override && entry.Id == request.Id)
                ? history
                : [.. history, Next(history, request.Service, now, GateAuditKind.Override, request.Id, request) with
                {
                    ExpiresAt = request.ExpiresAt,
                }],
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<GatePlan> PlanRevocationAsync(GateRevocation request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return PlanAsync(
            request.Service,
            history => history.Any(entry => entry.Kind == GateAuditKind.Override && entry.Id == request.OverrideId)
                ? [.. history, Next(
                    history, request.Service, _timeProvider.GetUtcNow(), GateAuditKind.Revocation, request.OverrideId, request)]
                : throw NoOverride(request),
            cancellationToken);
    }

    private static GateAuditEntry Next(
        IReadOnlyList<GateAuditEntry> history,
        string service,
        DateTimeOffset now,
        GateAuditKind kind,
        string id,
        Common.ChangeRequest request) => new()
        {
            Position = history.Count == 0 ? 1 : history[^1].Position + 1,
            Kind = kind,
            Id = id,
            Service = service,
            By = request.By,
            Reason = request.Reason,
            RecordedAt = now,
        };

    private static KeyNotFoundException NoOverride(GateRevocation request) =>
        new($"Service '{request.Service}' has no override '{request.OverrideId}'.");

    private static GateDecision Final(GateDecision decision, IReadOnlyList<GateAuditEntry> history) =>
        decision.Verdict == GateVerdict.Block ? Overridden(decision, history) : decision;

    private (string Service, GateDecision Decision) Replayed(
        string service, IEnumerable<SloReport> reports, IReadOnlyList<GateAuditEntry> history, DateTimeOffset at) =>
        (service, Final(ReleaseGate.Decide(reports, at, _policy), [.. history.Where(entry => entry.RecordedAt <= at)]));

    private async ValueTask<GatePlan> PlanAsync(
        string service,
        Func<IReadOnlyList<GateAuditEntry>, IReadOnlyList<GateAuditEntry>> change,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<GateAuditEntry> history = await GetHistoryAsync(service, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<GateAuditEntry> changed = change(history);
        GateDecision decision = With(
            await DecideAsync(_budgets, service, cancellationToken).ConfigureAwait(false),
            await CheckAsync(service, cancellationToken).ConfigureAwait(false));
        return new GatePlan { Service = service, Before = Final(decision, history), After = Final(decision, changed) };
    }
}
