namespace Reliability.Dashboard.Internal;

/// <summary>When the budget ends if the recent past goes on.</summary>
internal sealed record ForecastTile
{
    public required string Outcome { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? Earliest { get; init; }

    public DateTimeOffset? Likely { get; init; }

    public DateTimeOffset? Latest { get; init; }

    public required DateTimeOffset Horizon { get; init; }

    /// <summary>Gets the confidence of the range, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets the number of hours that it is based on.</summary>
    public required int Hours { get; init; }

    public decimal? BadPerHour { get; init; }

    /// <summary>Gets the word of the season that the forecast follows.</summary>
    public required string Season { get; init; }
}
