using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Evaluates the windows of the burn-rate rules of an objective at given times, from minutes in time order. Memory is bounded by the
/// longest window. No clock, no I/O.
/// </summary>
internal sealed class BurnTimeline
{
    /// <summary>The maximum number of points of a rule.</summary>
    public const int MaxPoints = 400;

    private readonly SloDefinition _slo;
    private readonly TimeRange _range;
    private readonly DateTimeOffset[] _times;
    private readonly (BurnRateRule Rule, DateTimeOffset? Since, BurnWindow Long, BurnWindow Short, List<BurnPoint> Points)[] _rules;
    private int _next;

    public BurnTimeline(
        SloDefinition slo, ExcludedTime excluded, TimeRange range, DateTimeOffset[] times, IReadOnlyList<ReplayedRule> limits)
    {
        _slo = slo;
        _range = range;
        _times = times;
        _rules =
        [
            .. slo.Alerts.OfType<BurnRateRule>().Select(rule => (
                rule,
                limits.FirstOrDefault(limit => limit.Rule == rule.Name)?.Since,
                new BurnWindow(slo, rule.LongWindow, excluded),
                new BurnWindow(slo, rule.ShortWindow, excluded),
                new List<BurnPoint>())),
        ];
    }

    /// <summary>
    /// Returns equally spaced whole minutes of the part of a range that is over. The last is the last minute of that part.
    /// </summary>
    public static DateTimeOffset[] TimesOf(TimeRange range, DateTimeOffset now, int maxPoints)
    {
        DateTimeOffset end = SeriesResolution.Minute.StartOf(range.End < now ? range.End : now);
        long minutes = (end - range.Start).Ticks / TimeSpan.TicksPerMinute;
        if (end < range.Start)
        {
            return [];
        }

        long step = maxPoints == 1 ? minutes + 1 : Math.Max(1, (minutes + maxPoints - 2) / (maxPoints - 1));
        long last = minutes / step;
        return [.. Enumerable.Range(0, (int)last + 1).Select(i => end.AddMinutes(-(last - i) * step))];
    }

    /// <summary>Adds the next minute.</summary>
    public void Add(in SeriesBucket bucket)
    {
        EvaluateUntil(bucket.Start);
        foreach ((_, _, BurnWindow longWindow, BurnWindow shortWindow, _) in _rules)
        {
            longWindow.Add(in bucket);
            shortWindow.Add(in bucket);
        }
    }

    /// <summary>Evaluates the remaining times and returns the result.</summary>
    public BurnHistory Complete()
    {
        EvaluateUntil(DateTimeOffset.MaxValue);
        return new BurnHistory
        {
            Slo = _slo.Name,
            Service = _slo.Service,
            Range = _range,
            Rules =
            [
                .. _rules.Select(one => new BurnHistoryRule
                {
                    Rule = one.Rule.Name,
                    Severity = one.Rule.Severity,
                    LongWindow = one.Rule.LongWindow,
                    ShortWindow = one.Rule.ShortWindow,
                    Threshold = one.Rule.Factor,
                    Since = one.Since,
                    Points = one.Points,
                }),
            ],
        };
    }

    /// <summary>A window that ends at a time contains the minutes before it.</summary>
    private void EvaluateUntil(DateTimeOffset start)
    {
        for (; _next < _times.Length && _times[_next] <= start; _next++)
        {
            DateTimeOffset at = _times[_next];
            foreach ((_, DateTimeOffset? since, BurnWindow longWindow, BurnWindow shortWindow, List<BurnPoint> points) in _rules)
            {
                BurnReading longBurn = longWindow.At(at);
                BurnReading shortBurn = shortWindow.At(at);
                if (at >= since)
                {
                    points.Add(new BurnPoint { At = at, LongBurn = longBurn.BurnRate, ShortBurn = shortBurn.BurnRate });
                }
            }
        }
    }
}
