using Microsoft.AspNetCore.Http;
using Reliability.Common;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Turns the requests of write endpoints into those of the ledger and the gate. A change and its plan read the same request, so that the
/// plan says what the change does.
/// </summary>
internal static class WriteRequests
{
    public static async ValueTask<(Caller Caller, GateOverride Request)> OverrideAsync(
        HttpContext http, string name, string service, CancellationToken cancellationToken)
    {
        OverrideRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.OverrideRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        string known = await caller.ServiceAsync(service).ConfigureAwait(false);
        return (caller, new GateOverride
        {
            Service = known,
            By = WriteGuard.Who(http),
            Reason = body.Reason,
            ExpiresAt = body.ExpiresAt,
            Id = Id(body.Id),
        });
    }

    public static async ValueTask<(Caller Caller, GateRevocation Request)> RevocationAsync(
        HttpContext http, string name, string service, string id, CancellationToken cancellationToken)
    {
        RevocationRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.RevocationRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        string known = await caller.ServiceAsync(service).ConfigureAwait(false);
        return (caller, new GateRevocation { Service = known, OverrideId = id, By = WriteGuard.Who(http), Reason = body.Reason });
    }

    public static async ValueTask<(Caller Caller, BudgetAdjustment Request)> AdjustmentAsync(
        HttpContext http, string name, CancellationToken cancellationToken)
    {
        AdjustmentRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.AdjustmentRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        return (caller, new BudgetAdjustment
        {
            Slo = (await caller.ObjectiveAsync(body.Slo).ConfigureAwait(false)).Name,
            At = body.At,
            Good = body.Good,
            Bad = body.Bad,
            BudgetShare = body.BudgetShare,
            By = WriteGuard.Who(http),
            Reason = body.Reason,
            Id = Id(body.Id),
        });
    }

    public static async ValueTask<(Caller Caller, BudgetExclusion Request)> ExclusionAsync(
        HttpContext http, string name, CancellationToken cancellationToken)
    {
        ExclusionRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ExclusionRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        return (caller, new BudgetExclusion
        {
            Slo = body.Slo is { } slo ? (await caller.ObjectiveAsync(slo).ConfigureAwait(false)).Name : null,
            Service = body.Service is { } service ? await caller.ServiceAsync(service).ConfigureAwait(false) : null,
            From = body.From,
            To = body.To,
            Recurrence = body.Recurrence?.ToRecurrence(),
            By = WriteGuard.Who(http),
            Reason = body.Reason,
            Id = Id(body.Id),
        });
    }

    public static async ValueTask<(Caller Caller, BudgetReset Request)> ResetAsync(
        HttpContext http, string name, CancellationToken cancellationToken)
    {
        ResetRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ResetRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        return (caller, new BudgetReset
        {
            Slo = (await caller.ObjectiveAsync(body.Slo).ConfigureAwait(false)).Name,
            At = body.At,
            By = WriteGuard.Who(http),
            Reason = body.Reason,
            Id = Id(body.Id),
        });
    }

    public static async ValueTask<(Caller Caller, MetricDefinition Metric, DateTimeOffset At, ChangeRequest Request)> AcceptanceAsync(
        HttpContext http, string name, string metric, CancellationToken cancellationToken)
    {
        ShiftAcceptanceRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ShiftAcceptanceRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        MetricDefinition known = await caller.MetricAsync(metric).ConfigureAwait(false);
        return (caller, known, body.At, new ChangeRequest { By = WriteGuard.Who(http), Reason = body.Reason, Id = Id(body.Id) });
    }

    public static async ValueTask<(Caller Caller, MetricDefinition Metric, ChangeRequest Request)> WithdrawalAsync(
        HttpContext http, string name, string metric, CancellationToken cancellationToken)
    {
        RevocationRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.RevocationRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        MetricDefinition known = await caller.MetricAsync(metric).ConfigureAwait(false);
        return (caller, known, new ChangeRequest { By = WriteGuard.Who(http), Reason = body.Reason });
    }

    private static string Id(string? id) => id ?? Guid.NewGuid().ToString("N");
}
