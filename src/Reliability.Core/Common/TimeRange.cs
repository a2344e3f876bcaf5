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
}
