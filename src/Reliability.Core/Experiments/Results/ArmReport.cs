namespace Reliability.Experiments;

/// <summary>One arm of a report.</summary>
public sealed record ArmReport
{
    /// <summary>Its key.</summary>
    public required string Variant { get; init; }

    /// <summary>The units that count in it.</summary>
    public required long Units { get; init; }

    /// <summary>What the evidence says of it against the control; <see langword="null"/> for the control.</summary>
    public Verdict? Verdict { get; init; }
}
