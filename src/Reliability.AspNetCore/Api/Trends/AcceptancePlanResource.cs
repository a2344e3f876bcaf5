namespace Reliability.AspNetCore.Internal;

/// <summary>What the acceptance of a shift, or its withdrawal, would do to a metric.</summary>
internal sealed record AcceptancePlanResource(
    string Metric,
    string Service,
    DateTimeOffset At,
    string TrendTypeBefore,
    string TrendTypeAfter,
    IReadOnlyList<string> Effect);
