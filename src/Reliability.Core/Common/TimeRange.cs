using Reliability.Common.Internal;

namespace Reliability.Common;

/// <summary>A range of time that includes its start and excludes its end.</summary>
public readonly record struct TimeRange
{
    /// <summary>Initializes a new instance of the <see cref="TimeRange"/> struct.</summary>
    /// <param name="start">The start, inclusive.</param>
    /// <param name="end">The end, exclusive.</param>
    public TimeRange(DateTimeOffset start, DateTimeOffset end)
    {
        Start = start;
        End = end;
    }

    /// <summary>Gets the start, inclusive.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Gets the end, exclusive.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>Gets the length of the range.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>Returns the range of a length that ends now.</summary>
    /// <param name="length">The length, above zero and at most the time since the first instant of the calendar.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is outside its range.</exception>
    public static TimeRange Last(TimeSpan length, TimeProvider? timeProvider = null)
    {
        DateTimeOffset now = (timeProvider ?? TimeProvider.System).GetUtcNow();
        return new TimeRange(now - Check.Between(length, TimeSpan.FromTicks(1), now - DateTimeOffset.MinValue), now);
    }
}
