using Reliability.Releases;

namespace Reliability.Dashboard.Internal;

/// <summary>The gate of one service.</summary>
internal sealed record ServiceRow
{
    public required string Name { get; init; }

    /// <summary>Gets the verdict: allow, warn or block.</summary>
    public required string Verdict { get; init; }

    /// <summary>Gets the number of objectives.</summary>
    public required int Objectives { get; init; }

    public required IReadOnlyList<ReasonRow> Reasons { get; init; }

    /// <summary>Gets the override that replaces a block.</summary>
    public OverrideRow? Override { get; init; }

    public static ServiceRow Of(string service, GateDecision decision) => new()
    {
        Name = service,
        Verdict = decision.Verdict.ToString(),
        Objectives = decision.Evidence.Count,
        Reasons =
        [
            .. decision.Reasons.Select(reason => new ReasonRow
            {
                Verdict = reason.Verdict.ToString(),
                Code = reason.Code,
                Slo = reason.Slo,
                Message = reason.Message,
            }),
        ],
        Override = decision.Override is { } entry
            ? new OverrideRow { Id = entry.Id, By = entry.By, Reason = entry.Reason, ExpiresAt = entry.ExpiresAt }
            : null,
    };
}
