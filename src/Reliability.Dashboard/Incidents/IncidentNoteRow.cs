namespace Reliability.Dashboard.Internal;

/// <summary>An entry of the timeline of an incident, or a change of it.</summary>
internal sealed record IncidentNoteRow
{
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>Gets what was changed; <see langword="null"/> for an entry of the timeline.</summary>
    public string? Kind { get; init; }

    public required string Text { get; init; }
}
