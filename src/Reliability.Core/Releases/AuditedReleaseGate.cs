using Reliability.Common.Internal;
using Reliability.Releases.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>
/// Decides from error budgets whether a service may be released, and stores its overrides in an event log. This class is safe for
/// concurrent use.
/// </summary>
public sealed partial class AuditedReleaseGate : IReleaseGate
{
    private readonly IErrorBudgets _budgets;
    private readonly IEventLog _log;
    private readonly ReleasePolicy _policy;
    private readonly IReadOnlyList<IReleaseCheck> _checks;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="AuditedReleaseGate"/> class.</summary>
    /// <param name="budgets">The budgets of the objectives.</param>
    /// <param name="log">
    /// The event log that holds the overrides, in the stream <c>gate</c> of each service. The gate does not dispose it.
    /// </param>
    /// <param name="policy">The verdict for each finding, or <see langword="null"/> for <see cref="ReleasePolicy.Default"/>.</param>
    /// <param name="checks">Further checks that can warn or block, or <see langword="null"/> for none.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public AuditedReleaseGate(
        IErrorBudgets budgets,
        IEventLog log,
        ReleasePolicy? policy = null,
        IEnumerable<IReleaseCheck>? checks = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(log);
        _budgets = budgets;
        _log = log;
        _policy = policy ?? ReleasePolicy.Default;
        _checks = [.. checks ?? []];
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<GateDecision> DecideAsync(string service, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(service);
        GateDecision decision = With(
            await DecideAsync(_budgets, service, cancellationToken).ConfigureAwait(false),
            await CheckAsync(service, cancellationToken).ConfigureAwait(false));
        return decision.Verdict == GateVerdict.Block
            ? Overridden(decision, await GateLog.ReadAsync(_log, service, cancellationToken).ConfigureAwait(false))
            : decision;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, GateDecision>> DecideEachAsync(CancellationToken cancellationToken = default)
    {
        string[] services = [.. _budgets.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)];
        ILookup<string, SloReport> reports =
            (await _budgets.GetReportsAsync(service: null, cancellationToken).ConfigureAwait(false))
            .ToLookup(report => report.Status.Service, StringComparer.Ordinal);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        GateDecision[] decisions = Array.ConvertAll(services, service => ReleaseGate.Decide(reports[service], now, _policy));
        foreach (IReleaseCheck check in _checks)
        {
            IReadOnlyList<IReadOnlyList<GateReason>> found =
                await check.CheckEachAsync(services, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < decisions.Length; i++)
            {
                decisions[i] = With(decisions[i], found[i]);
            }
        }

        int[] blocked = [.. Enumerable.Range(0, decisions.Length).Where(i => decisions[i].Verdict == GateVerdict.Block)];
        IReadOnlyList<IReadOnlyList<GateAuditEntry>> histories = await GateLog.ReadEachAsync(
            _log, Array.ConvertAll(blocked, i => services[i]), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < blocked.Length; i++)
        {
            decisions[blocked[i]] = Overridden(decisions[blocked[i]], histories[i]);
        }

        return services.Zip(decisions).ToDictionary(one => one.First, one => one.Second, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async ValueTask<GateAuditEntry> OverrideAsync(GateOverride request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = _budgets.GetObjectives(request.Service);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        RequireExpiry(request, now);
        GateAuditEntry entry = await GateLog.AppendAsync(_log, request, now, cancellationToken).ConfigureAwait(false);
        return (entry.By, entry.Reason, entry.ExpiresAt) == (request.By, request.Reason, request.ExpiresAt)
            ? entry
            : throw new ArgumentException(
                $"Override '{request.Id}' of service '{request.Service}' was made before with another content, by {entry.By}; an id "
                + $"names one override.",
                nameof(request));
    }

    /// <inheritdoc/>
    public async ValueTask<GateAuditEntry> RevokeAsync(GateRevocation request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<GateAuditEntry> history = await GetHistoryAsync(request.Service, cancellationToken).ConfigureAwait(false);
        return history.Any(entry => entry.Kind == GateAuditKind.Override && entry.Id == request.OverrideId)
            ? await GateLog.AppendAsync(_log, request, _timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false)
            : throw NoOverride(request);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateAuditEntry>> GetOverridesAsync(
        string service,
        CancellationToken cancellationToken = default) =>
        GateLog.InForce(await GetHistoryAsync(service, cancellationToken).ConfigureAwait(false), _timeProvider.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GateAuditEntry>> GetHistoryAsync(string service, CancellationToken cancellationToken = default)
    {
        _ = _budgets.GetObjectives(service);
        return GateLog.ReadAsync(_log, service, cancellationToken);
    }

    private static void RequireExpiry(GateOverride request, DateTimeOffset now) => Check.That(
        request.ExpiresAt > now && request.ExpiresAt <= now + GateOverride.MaxDuration,
        request.ExpiresAt,
        $"An override expires after now ({now:u}) and at most {DurationText.Of(GateOverride.MaxDuration)} later.",
        nameof(request));

    private async ValueTask<GateDecision> DecideAsync(IErrorBudgets budgets, string service, CancellationToken cancellationToken) =>
        ReleaseGate.Decide(
            await budgets.GetReportsAsync(service, cancellationToken).ConfigureAwait(false), _timeProvider.GetUtcNow(), _policy);

    private async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        List<GateReason> found = [];
        foreach (IReleaseCheck check in _checks)
        {
            found.InsertRange(0, await check.CheckAsync(service, cancellationToken).ConfigureAwait(false));
        }

        return found;
    }

    private static GateDecision With(GateDecision decision, IReadOnlyList<GateReason> found)
    {
        if (found.Count == 0)
        {
            return decision;
        }

        GateReason[] reasons = [.. found.Concat(decision.Reasons).OrderByDescending(reason => reason.Verdict)];
        return decision with { Verdict = reasons[0].Verdict, Reasons = reasons };
    }

    private static GateDecision Overridden(GateDecision decision, IReadOnlyList<GateAuditEntry> history) =>
        GateLog.InForce(history, decision.AsOf) is [{ } longest, ..]
            ? decision with { Verdict = GateVerdict.Allow, Override = longest }
            : decision;
}
