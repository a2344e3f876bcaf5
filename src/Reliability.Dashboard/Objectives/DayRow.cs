namespace Reliability.Dashboard.Internal;

/// <summary>A day against the target.</summary>
internal sealed record DayRow
{
    public required DateOnly Day { get; init; }

    /// <summary>Gets the state in words: met, not met, not measured or excluded.</summary>
    public required string State { get; init; }
}
