namespace Reliability.Experiments;

/// <summary>The report on one arm.</summary>
public sealed record ArmReport
{
    /// <summary>Gets the key of the variant.</summary>
    public required string Variant { get; init; }

    /// <summary>Gets the number of units that count in the arm.</summary>
    public required long Units { get; init; }

    /// <summary>Gets the verdict on the arm compared with the control, or <see langword="null"/> for the control.</summary>
    public Verdict? Verdict { get; init; }
}
