namespace Reliability.AspNetCore.Internal;

/// <summary>An arm of a report. The verdict of the control is null.</summary>
internal sealed record ArmResource(string Variant, long Units, string? Verdict);
