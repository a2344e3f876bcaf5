namespace Reliability.AspNetCore.Internal;

internal sealed record GateReasonResource(string Verdict, string Code, string? Slo, string Message);
