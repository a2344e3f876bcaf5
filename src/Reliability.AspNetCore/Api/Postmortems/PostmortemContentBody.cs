using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>What people write in a postmortem, in requests and in responses.</summary>
internal sealed record PostmortemContentBody
{
    public required string Title { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<PostmortemEventBody>? Timeline { get; init; }

    public string? Analysis { get; init; }

    public IReadOnlyList<string>? ContributingFactors { get; init; }

    public PostmortemImpactBody? Impact { get; init; }

    public string? Remediation { get; init; }

    public IReadOnlyList<ActionBody>? Actions { get; init; }

    public string? NoActionsReason { get; init; }

    public IReadOnlyList<string>? WentWell { get; init; }

    public IReadOnlyList<string>? WentBadly { get; init; }

    public IReadOnlyList<string>? WasLucky { get; init; }

    public IReadOnlyList<PostmortemEvidenceBody>? SupportingData { get; init; }

    public static PostmortemContentBody From(PostmortemContent one) => new()
    {
        Title = one.Title,
        Summary = one.Summary,
        Timeline = [.. one.Timeline.Select(PostmortemEventBody.From)],
        Analysis = one.Analysis,
        ContributingFactors = one.ContributingFactors,
        Impact = PostmortemImpactBody.From(one.Impact),
        Remediation = one.Remediation,
        Actions = [.. one.Actions.Select(ActionBody.From)],
        NoActionsReason = one.NoActionsReason,
        WentWell = one.WentWell,
        WentBadly = one.WentBadly,
        WasLucky = one.WasLucky,
        SupportingData = [.. one.SupportingData.Select(PostmortemEvidenceBody.From)],
    };

    /// <summary>Returns the content. An action that does not say when it was filed was filed when it is present, or now.</summary>
    public PostmortemContent ToContent(Postmortem present, DateTimeOffset now) => new()
    {
        Title = Title,
        Summary = Summary,
        Timeline = BodyPath.Each("timeline", Timeline, one => one.ToEvent()),
        Analysis = Analysis,
        ContributingFactors = ContributingFactors ?? [],
        Impact = BodyPath.At("impact", () => Impact?.ToImpact() ?? new PostmortemImpact()),
        Remediation = Remediation,
        Actions = BodyPath.Each("actions", Actions, one => one.ToAction(present, now)),
        NoActionsReason = NoActionsReason,
        WentWell = WentWell ?? [],
        WentBadly = WentBadly ?? [],
        WasLucky = WasLucky ?? [],
        SupportingData = BodyPath.Each("supportingData", SupportingData, one => one.ToEvidence()),
    };
}
