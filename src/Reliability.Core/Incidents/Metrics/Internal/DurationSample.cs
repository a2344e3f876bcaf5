namespace Reliability.Incidents.Internal;

/// <summary>Collects the durations of a metric and describes them. The order in which they come changes nothing.</summary>
/// <param name="term">The metric.</param>
/// <param name="asOf">The time up to which the records are known.</param>
/// <param name="maxLength">The longest credible duration. Default: none.</param>
internal sealed class DurationSample(MetricTerm term, DateTimeOffset asOf, TimeSpan? maxLength = null)
{
    private readonly List<MetricValue> _ended = [];
    private readonly List<MetricValue> _open = [];
    private readonly ExclusionList _excluded = new();

    public void Exclude(string service, string id, DateTimeOffset at, string reason) => _excluded.Add(service, id, at, reason);

    /// <summary>Adds a duration, or what is still open if it has no end yet.</summary>
    public void Add(string service, string id, DateTimeOffset from, DateTimeOffset? to)
    {
        if (ReasonAgainst(from, to) is { } reason)
        {
            Exclude(service, id, from, reason);
            return;
        }

        bool hasEnded = to <= asOf;
        (hasEnded ? _ended : _open).Add(new MetricValue
        {
            Service = service,
            Id = id,
            At = from.ToUniversalTime(),
            Value = (hasEnded ? to!.Value : asOf) - from,
        });
    }

    public DurationMetric ToMetric()
    {
        TimeSpan[] sorted = [.. _ended.Select(one => one.Value).Order()];
        TimeSpan[] open = [.. _open.Select(one => one.Value).Order()];
        (int Rank, double Level)? interval = MedianInterval.Of(sorted.Length);
        return new DurationMetric
        {
            Name = term.Name,
            Unit = term.Unit,
            Definition = term.Definition,
            IsLowerBetter = term.IsLowerBetter,
            Count = sorted.Length,
            Median = Percentile(sorted, 50),
            P75 = Percentile(sorted, 75),
            P90 = Percentile(sorted, 90),
            Mean = sorted.Length == 0 ? null : TimeSpan.FromTicks((long)(sorted.Sum(one => (decimal)one.Ticks) / sorted.Length)),
            Low = interval is null ? null : sorted[interval.Value.Rank - 1],
            High = interval is null ? null : sorted[^interval.Value.Rank],
            ConfidenceLevel = interval?.Level,
            CensoredMedian = KaplanMeier.Median(sorted, open),
            Excluded = _excluded.ToList(),
            Values = Ordered(_ended),
            Open = Ordered(_open),
        };
    }

    /// <summary>Interpolates linearly between the values at both sides of the place (n - 1) p, with whole ticks.</summary>
    public static TimeSpan? Percentile(TimeSpan[] sorted, int percent)
    {
        if (sorted.Length == 0)
        {
            return null;
        }

        (long below, long hundredths) = Math.DivRem((long)percent * (sorted.Length - 1), 100);
        TimeSpan low = sorted[below];
        return hundredths == 0 ? low : low + TimeSpan.FromTicks((long)((decimal)(sorted[below + 1] - low).Ticks * hundredths / 100));
    }

    private static MetricValue[] Ordered(List<MetricValue> values) =>
    [
        .. values.OrderBy(one => one.At)
            .ThenBy(one => one.Service, StringComparer.Ordinal)
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .ThenBy(one => one.Value),
    ];

    /// <summary>What is wrong with an end is wrong whether or not the report knows it yet: a wrong year can be ahead.</summary>
    private string? ReasonAgainst(DateTimeOffset from, DateTimeOffset? to) => (to - from) switch
    {
        { Ticks: < 0 } => MetricReasons.Negative,
        { Ticks: 0 } => MetricReasons.Zero,
        { } length when length > maxLength => MetricReasons.TooLong,
        _ when from > asOf => MetricReasons.NotBegun,
        _ => null,
    };
}
