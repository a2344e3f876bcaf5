namespace Reliability.Experiments;

/// <summary>One arm of a report.</summary>
/// <param name="Variant">Its key.</param>
/// <param name="Units">The units that count in it.</param>
/// <param name="Verdict">What the evidence says of it against the control; <see langword="null"/> for the control.</param>
public sealed record ArmReport(string Variant, long Units, Verdict? Verdict);
