namespace Reliability.Common;

/// <summary>A range of time: the start belongs to it, the end does not.</summary>
/// <param name="Start">The first instant.</param>
/// <param name="End">The instant after the last.</param>
public readonly record struct TimeRange(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>How long the range lasts.</summary>
    public TimeSpan Length => End - Start;
}
