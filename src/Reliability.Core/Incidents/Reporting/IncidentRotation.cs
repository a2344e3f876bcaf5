namespace Reliability.Incidents;

/// <summary>The pages of one rotation of who is on call. Nothing is counted by person.</summary>
public sealed record IncidentRotation
{
    /// <summary>Gets the start, inclusive.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the end, exclusive.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Gets the alerts with the severity of a page that fired.</summary>
    public required int Pages { get; init; }

    /// <summary>Gets how many of them fired out of working hours or on a Saturday or Sunday, in the service's time zone.</summary>
    public required int OutOfHours { get; init; }
}
