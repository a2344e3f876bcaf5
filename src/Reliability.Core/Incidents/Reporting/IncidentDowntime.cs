using Reliability.Common;

namespace Reliability.Incidents;

/// <summary>Adds up the time of incidents that can overlap.</summary>
public static class IncidentDowntime
{
    /// <summary>Returns the time that is in at least one of several ranges: time in two of them counts once.</summary>
    /// <param name="ranges">The ranges, in any order. One that ends before it starts is empty.</param>
    public static TimeSpan Of(IEnumerable<TimeRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        TimeSpan sum = TimeSpan.Zero;
        DateTimeOffset until = DateTimeOffset.MinValue;
        foreach (TimeRange range in ranges.Where(range => range.End > range.Start).OrderBy(range => range.Start))
        {
            DateTimeOffset start = range.Start > until ? range.Start : until;
            if (range.End > start)
            {
                sum += range.End - start;
                until = range.End;
            }
        }

        return sum;
    }
}
