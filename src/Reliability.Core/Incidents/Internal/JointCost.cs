using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>Combines what incidents burnt whose minutes overlap. Pure.</summary>
internal static class JointCost
{
    /// <summary>Leaves out incidents all of whose minutes and objectives another one has.</summary>
    public static Incident[] WithoutContained(IReadOnlyList<Incident> incidents, DateTimeOffset now)
    {
        List<Incident> kept = [];
        foreach (Incident one in incidents.OrderByDescending(one => one.RangeAt(now).Length)
            .ThenBy(one => one.Definition.Objectives.Count == 0 ? int.MinValue : -one.Definition.Objectives.Count))
        {
            if (!kept.Exists(other => Contains(other, one, now)))
            {
                kept.Add(one);
            }
        }

        return [.. kept];
    }

    /// <summary>Returns whether two of the ranges have time in common.</summary>
    public static bool Overlap(IReadOnlyList<TimeRange> ranges) =>
        IncidentDowntime.Of(ranges) < new TimeSpan(ranges.Sum(range => range.Length.Ticks));

    /// <summary>Estimates what ranges burnt together from what each burnt, as if every moment burnt the same.</summary>
    public static double ByTime(IReadOnlyList<double> shares, IReadOnlyList<TimeRange> ranges)
    {
        long sum = ranges.Sum(range => range.Length.Ticks);
        return sum == 0 ? shares.Sum() : shares.Sum() * IncidentDowntime.Of(ranges).Ticks / sum;
    }

    private static bool Contains(Incident other, Incident one, DateTimeOffset now)
    {
        TimeRange outer = other.RangeAt(now);
        TimeRange inner = one.RangeAt(now);
        IReadOnlyList<string> objectives = other.Definition.Objectives;
        return outer.Start <= inner.Start
            && outer.End >= inner.End
            && (objectives.Count == 0
                || (one.Definition.Objectives.Count > 0 && !one.Definition.Objectives.Except(objectives, StringComparer.Ordinal).Any()));
    }
}
