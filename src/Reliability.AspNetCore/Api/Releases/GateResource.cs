using System.Text.Json.Serialization;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The decision of the release gate with its reasons, and with its evidence if the caller asks for it.</summary>
internal sealed record GateResource(
    string Service,
    string Verdict,
    DateTimeOffset AsOf,
    IReadOnlyList<GateReasonResource> Reasons,
    GateOverrideResource? Override,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ReportResource>? Evidence)
{
    public static GateResource From(string service, GateDecision decision, bool showsEvidence) => new(
        service,
        decision.Verdict.ToString(),
        decision.AsOf,
        [
            .. decision.Reasons.Select(
                reason => new GateReasonResource(reason.Verdict.ToString(), reason.Code.ToString(), reason.Slo, reason.Message))
        ],
        decision.Override is { } entry ? new GateOverrideResource(entry.Id, entry.By, entry.Reason, entry.ExpiresAt) : null,
        showsEvidence ? [.. decision.Evidence.Select(ReportResource.From)] : null);
}
