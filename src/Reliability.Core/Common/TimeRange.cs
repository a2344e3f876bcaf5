namespace Reliability.Common;

/// <summary>A range of time: the start belongs to it, the end does not.</summary>
public readonly record struct TimeRange
{
    /// <summary>Initializes a new instance of the <see cref="TimeRange"/> struct.</summary>
    /// <param name="start">The first instant.</param>
    /// <param name="end">The instant after the last.</param>
    public TimeRange(DateTimeOffset start, DateTimeOffset end)
    {
        Start = start;
        End = end;
    }

    /// <summary>The first instant.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>The instant after the last.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>How long the range lasts.</summary>
    public TimeSpan Length => End - Start;
}
