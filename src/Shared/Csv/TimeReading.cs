namespace Reliability.Common.Internal;

/// <summary>What the text of a time says.</summary>
internal readonly record struct TimeReading
{
    public required TimeReadingKind Kind { get; init; }

    /// <summary>The instant in UTC, the local time, or the time of day, by the kind.</summary>
    public long Ticks { get; init; }

    /// <summary>The first number of a date whose order is open.</summary>
    public int First { get; init; }

    public int Second { get; init; }

    public int Year { get; init; }
}
