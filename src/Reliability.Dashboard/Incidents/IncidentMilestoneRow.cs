namespace Reliability.Dashboard.Internal;

/// <summary>A milestone of an incident.</summary>
internal sealed record IncidentMilestoneRow
{
    public required string Name { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the seconds from the start, which are negative for a milestone before it.</summary>
    public required decimal SinceStart { get; init; }

    /// <summary>Gets how the time is known: stated, estimated, or taken from another milestone because none is stated.</summary>
    public required string Source { get; init; }
}
