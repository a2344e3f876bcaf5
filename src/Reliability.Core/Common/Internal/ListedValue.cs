namespace Reliability.Common.Internal;

/// <summary>A value of a split metric as it is stored.</summary>
internal sealed record ListedValue
{
    public required string Text { get; init; }

    /// <summary>The last day, in UTC, on which a process is known to have recorded it.</summary>
    public DateOnly SeenOn { get; init; }
}
