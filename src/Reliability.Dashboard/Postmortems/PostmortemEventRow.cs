namespace Reliability.Dashboard.Internal;

/// <summary>An entry of the timeline of a postmortem.</summary>
internal sealed record PostmortemEventRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what it is about, as the template names it.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets whether the time is stated or estimated.</summary>
    public required string Known { get; init; }

    public string? Text { get; init; }
}
