namespace Reliability.Dashboard.Internal;

/// <summary>The incidents that started in a period of 30 days.</summary>
internal sealed record IncidentPeriodRow
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required int Count { get; init; }

    /// <summary>Gets how many of them are no recurrences.</summary>
    public required int First { get; init; }

    public required int Recurrences { get; init; }
}
