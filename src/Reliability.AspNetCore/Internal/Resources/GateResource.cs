using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The decision of the release gate, with its reasons and evidence.</summary>
internal sealed record GateResource(
    string Service,
    string Verdict,
    DateTimeOffset AsOf,
    IReadOnlyList<GateReasonResource> Reasons,
    GateOverrideResource? Override,
    IReadOnlyList<ReportResource> Evidence)
{
    public static GateResource From(string service, GateDecision decision) => new(
        service,
        decision.Verdict.ToString(),
        decision.AsOf,
        [
            .. decision.Reasons.Select(
                reason => new GateReasonResource(reason.Verdict.ToString(), reason.Code.ToString(), reason.Slo, reason.Message))
        ],
        decision.Override is { } entry ? new GateOverrideResource(entry.Id, entry.By, entry.Reason, entry.ExpiresAt) : null,
        [.. decision.Evidence.Select(ReportResource.From)]);
}
