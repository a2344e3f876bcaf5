namespace Reliability.AspNetCore.Internal;

internal sealed record RuleResource(string Name, string Severity, double MaxWindowSeconds, decimal? BurnRateFactor);
