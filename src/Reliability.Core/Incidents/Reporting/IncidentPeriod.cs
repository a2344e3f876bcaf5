namespace Reliability.Incidents;

/// <summary>The incidents that started in a period of 30 days.</summary>
public sealed record IncidentPeriod
{
    /// <summary>Gets the start, inclusive.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Gets the end, exclusive.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Gets the number of incidents, 0 or more.</summary>
    public required int Count { get; init; }

    /// <summary>Gets how many of them are recurrences.</summary>
    public required int Recurrences { get; init; }
}
