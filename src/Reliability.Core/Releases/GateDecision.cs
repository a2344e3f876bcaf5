using Reliability.Slos;

namespace Reliability.Releases;

/// <summary>What a release gate decided, why, and on what evidence.</summary>
public sealed record GateDecision
{
    /// <summary>The strictest of the reasons; allow without any, and where an override turned a block into it.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The reasons, the strictest first.</summary>
    public required IReadOnlyList<GateReason> Reasons { get; init; }

    /// <summary>What the gate looked at.</summary>
    public required IReadOnlyList<SloReport> Evidence { get; init; }

    /// <summary>
    /// The override that turned a block into an allow; <see langword="null"/> when none did. The reasons that were overridden stay in
    /// <see cref="Reasons"/>.
    /// </summary>
    public GateAuditEntry? Override { get; init; }
}
