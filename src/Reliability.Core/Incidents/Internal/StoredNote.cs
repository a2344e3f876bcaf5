namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentNote"/>.</summary>
internal sealed record StoredNote
{
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public required string Text { get; init; }
}
