using Reliability.Slos;

namespace Reliability.Releases;

/// <summary>The decision of a release gate, with its reasons and evidence.</summary>
public sealed record GateDecision
{
    /// <summary>
    /// Gets the strictest verdict of the reasons. It is allow if there are no reasons, or if an override replaces a block.
    /// </summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>Gets the time of the decision.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the reasons, the strictest first.</summary>
    public required IReadOnlyList<GateReason> Reasons { get; init; }

    /// <summary>Gets the reports from which the gate decided.</summary>
    public required IReadOnlyList<SloReport> Evidence { get; init; }

    /// <summary>
    /// Gets the override that replaced a block, or <see langword="null"/> if there is none. The overridden reasons remain in
    /// <see cref="Reasons"/>.
    /// </summary>
    public GateAuditEntry? Override { get; init; }
}
