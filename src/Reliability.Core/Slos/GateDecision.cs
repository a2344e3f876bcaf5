namespace Reliability.Slos;

/// <summary>What a release gate decided, why, and on what evidence.</summary>
public sealed record GateDecision
{
    /// <summary>The strictest of the reasons; allow without any.</summary>
    public required GateVerdict Verdict { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The reasons, the strictest first.</summary>
    public required IReadOnlyList<GateReason> Reasons { get; init; }

    /// <summary>What the gate looked at.</summary>
    public required IReadOnlyList<SloReport> Evidence { get; init; }
}
