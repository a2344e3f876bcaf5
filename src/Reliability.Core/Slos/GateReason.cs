namespace Reliability.Slos;

/// <summary>One reason for a verdict.</summary>
/// <param name="Verdict">How strict it is.</param>
/// <param name="Code">Its kind.</param>
/// <param name="Slo">The objective; <see langword="null"/> if it concerns none.</param>
/// <param name="Message">The evidence in words.</param>
public sealed record GateReason(GateVerdict Verdict, GateCode Code, string? Slo, string Message);
