using System.Runtime.InteropServices;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Determines the ranges whose sums answer all rules of an objective: the time between the starts of any two consecutive windows, in whole
/// hours as far as possible. Most objectives have the windows of the objective before them, and then the same ranges.
/// </summary>
/// <param name="now">The end of all windows.</param>
/// <param name="includesBurn">Whether <see cref="RecentPlan.BurnWindows"/> are among the windows.</param>
internal sealed class SummedRanges(DateTimeOffset now, bool includesBurn)
{
    private readonly List<TimeSpan> _windows = [];
    private TimeSpan[] _planned = [];
    private TierRange[] _ranges = [];

    /// <summary>Adds the queries of an objective to a list.</summary>
    public void AddTo(List<SeriesQuery> queries, SloDefinition slo)
    {
        _windows.Clear();
        IReadOnlyList<AlertRule> rules = slo.Alerts;
        for (int i = 0; i < rules.Count; i++)
        {
            _windows.Add(rules[i].MaxWindow);
            if (rules[i] is BurnRateRule burn)
            {
                _windows.Add(burn.LongWindow);
                _windows.Add(burn.ShortWindow);
            }
        }

        if (includesBurn)
        {
            _windows.AddRange(RecentPlan.BurnWindows);
        }

        if (!_planned.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(_windows)))
        {
            _planned = [.. _windows];
            _ranges = Plan(_planned, now);
        }

        SeriesId series = slo.SeriesId; // Built by each call.
        foreach (TierRange range in _ranges)
        {
            queries.Add(new SeriesQuery(series, range.Tier, range.From, range.To));
        }
    }

    private static TierRange[] Plan(TimeSpan[] windows, DateTimeOffset now)
    {
        DateTimeOffset[] edges = [.. windows.Select(window => BucketGrid.StartOf(now, window)).Distinct().Order(), now];
        List<TierRange> ranges = [];
        for (int i = 1; i < edges.Length; i++)
        {
            Add(ranges, edges[i - 1], edges[i]);
        }

        return [.. ranges];
    }

    private static void Add(List<TierRange> ranges, DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset first = SeriesResolution.Hour.StartOf(from.AddHours(1).AddTicks(-1));
        DateTimeOffset last = SeriesResolution.Hour.StartOf(to);
        if (first >= last)
        {
            (first, last) = (to, to);
        }

        AddUnlessEmpty(new TierRange(SeriesResolution.Minute, from, first));
        AddUnlessEmpty(new TierRange(SeriesResolution.Hour, first, last));
        AddUnlessEmpty(new TierRange(SeriesResolution.Minute, last, to));

        void AddUnlessEmpty(TierRange range)
        {
            if (range.From < range.To)
            {
                ranges.Add(range);
            }
        }
    }

    /// <summary>The buckets of a tier that start within a range.</summary>
    private readonly record struct TierRange(SeriesResolution Tier, DateTimeOffset From, DateTimeOffset To);
}
