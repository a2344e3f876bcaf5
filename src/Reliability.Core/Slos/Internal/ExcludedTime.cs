using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Time that does not count: whole minutes, in order, without overlaps.</summary>
internal sealed class ExcludedTime
{
    private readonly long[] _starts;
    private readonly long[] _ends;

    private ExcludedTime(List<(long Start, long End)> ranges)
    {
        _starts = [.. ranges.Select(range => range.Start)];
        _ends = [.. ranges.Select(range => range.End)];
    }

    public static ExcludedTime None { get; } = new([]);

    public bool IsEmpty => _starts.Length == 0;

    /// <summary>Joins ranges. A minute that is partly covered is excluded as a whole.</summary>
    public static ExcludedTime Of(IEnumerable<TimeRange> ranges)
    {
        List<(long Start, long End)> joined = [];
        foreach ((long start, long end) in ranges.Select(Minutes).Where(range => range.End > range.Start).Order())
        {
            if (joined is [.., { } last] && start <= last.End)
            {
                joined[^1] = (last.Start, Math.Max(last.End, end));
            }
            else
            {
                joined.Add((start, end));
            }
        }

        return joined.Count == 0 ? None : new ExcludedTime(joined);
    }

    /// <summary>Returns the ranges, in order.</summary>
    public IEnumerable<TimeRange> Parts()
    {
        for (int i = 0; i < _starts.Length; i++)
        {
            yield return new TimeRange(new DateTimeOffset(_starts[i], TimeSpan.Zero), new DateTimeOffset(_ends[i], TimeSpan.Zero));
        }
    }

    /// <summary>Returns whether a range of time is excluded completely.</summary>
    public bool Covers(DateTimeOffset start, TimeSpan length) =>
        At(start.UtcTicks) is >= 0 and int index && _ends[index] >= start.UtcTicks + length.Ticks;

    /// <summary>Returns whether any part of a range of time is excluded.</summary>
    public bool Touches(DateTimeOffset start, TimeSpan length)
    {
        int next = ~At(start.UtcTicks);
        return next < 0 || (next < _starts.Length && _starts[next] < start.UtcTicks + length.Ticks);
    }

    /// <summary>Returns the number of whole units of a range that are excluded. Units start at whole multiples of their length.</summary>
    public long WholeUnits(TimeRange range, TimeSpan unit)
    {
        long count = 0;
        foreach ((long start, long end) in Within(range))
        {
            count += Math.Max(0, (end / unit.Ticks) - ((start + unit.Ticks - 1) / unit.Ticks));
        }

        return count;
    }

    /// <summary>Returns the excluded time of a range.</summary>
    public TimeSpan Length(TimeRange range) => new(Within(range).Sum(part => part.End - part.Start));

    /// <summary>Returns the hours of a range of whole hours that are partly, but not completely, excluded.</summary>
    public IEnumerable<DateTimeOffset> PartialHours(TimeRange range)
    {
        long last = -1;
        foreach ((long start, long end) in Within(range))
        {
            foreach (long edge in (long[])[start, end])
            {
                long hour = edge - (edge % TimeSpan.TicksPerHour);
                if (hour != edge && hour > last)
                {
                    last = hour;
                    yield return new DateTimeOffset(hour, TimeSpan.Zero);
                }
            }
        }
    }

    /// <summary>Returns the excluded time of a range, extended to whole hours.</summary>
    public IEnumerable<TimeRange> WholeHours(TimeRange range)
    {
        TimeRange? open = null;
        foreach ((long start, long end) in Within(range))
        {
            var hours = new TimeRange(
                new DateTimeOffset(start - (start % TimeSpan.TicksPerHour), TimeSpan.Zero),
                new DateTimeOffset(end + ((TimeSpan.TicksPerHour - (end % TimeSpan.TicksPerHour)) % TimeSpan.TicksPerHour), TimeSpan.Zero));
            if (open is { } last && hours.Start <= last.End)
            {
                open = last with { End = hours.End };
                continue;
            }

            if (open is { } closed)
            {
                yield return closed;
            }

            open = hours;
        }

        if (open is { } final)
        {
            yield return final;
        }
    }

    /// <summary>
    /// What is left of an hour when its excluded minutes are taken out; null when nothing of it was measured. Events of the hour whose
    /// minute is not known count.
    /// </summary>
    public SeriesBucket? Rest(in SeriesBucket hour, IReadOnlyList<SeriesBucket> minutes)
    {
        if (minutes.Count == 0)
        {
            return hour;
        }

        SeriesBucket? rest = null;
        var known = new SeriesBucket(hour.Start, 0, 0);
        foreach (SeriesBucket minute in minutes)
        {
            known = known.Merge(in minute);
            if (!Covers(minute.Start, TimeSpan.FromMinutes(1)))
            {
                rest = rest is { } sum ? sum.Merge(in minute) : minute with { Start = hour.Start };
            }
        }

        long unknown = hour.Count - known.Count;
        if (unknown <= 0)
        {
            return rest;
        }

        long good = Math.Clamp(hour.Good - known.Good, 0, unknown);
        var others = new SeriesBucket(hour.Start, unknown, good) { ScaledSum = hour.ScaledSum - known.ScaledSum };
        return rest?.Merge(in others) ?? others;
    }

    /// <summary>Returns a range extended to whole minutes.</summary>
    public static TimeRange WholeMinutes(TimeRange range)
    {
        (long start, long end) = Minutes(range);
        return new TimeRange(new DateTimeOffset(start, TimeSpan.Zero), new DateTimeOffset(end, TimeSpan.Zero));
    }

    private static (long Start, long End) Minutes(TimeRange range)
    {
        long end = range.End.UtcTicks;
        long over = end % TimeSpan.TicksPerMinute;
        return (range.Start.UtcTicks - (range.Start.UtcTicks % TimeSpan.TicksPerMinute),
            over == 0 ? end : end - over + TimeSpan.TicksPerMinute);
    }

    /// <summary>Returns the index of the range that contains a point in time, or the complement of the index of the next range.</summary>
    private int At(long instant)
    {
        int index = Array.BinarySearch(_starts, instant);
        if (index >= 0)
        {
            return index;
        }

        int before = ~index - 1;
        return before >= 0 && _ends[before] > instant ? before : index;
    }

    private IEnumerable<(long Start, long End)> Within(TimeRange range)
    {
        int index = At(range.Start.UtcTicks);
        for (index = index < 0 ? ~index : index; index < _starts.Length && _starts[index] < range.End.UtcTicks; index++)
        {
            yield return (Math.Max(_starts[index], range.Start.UtcTicks), Math.Min(_ends[index], range.End.UtcTicks));
        }
    }
}
