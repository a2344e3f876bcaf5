using System.Text.Json.Serialization;

namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of an objective shows.</summary>
internal sealed record ObjectiveDocument : PageDocument
{
    public required ObjectiveRow Objective { get; init; }

    /// <summary>Gets the definition in one line.</summary>
    public required string Definition { get; init; }

    public required DateTimeOffset WindowStart { get; init; }

    public required DateTimeOffset WindowEnd { get; init; }

    /// <summary>Gets the number of units that may be bad.</summary>
    public required decimal Allowed { get; init; }

    /// <summary>
    /// Gets what remains of the budget as the time, in seconds, for which everything may fail at the traffic of the window.
    /// </summary>
    public decimal? RemainingSeconds { get; init; }

    /// <summary>Gets the share of the elapsed window that was measured.</summary>
    public required decimal Coverage { get; init; }

    public required ForecastTile Forecast { get; init; }

    /// <summary>
    /// Gets what remained of the budget over the window. It never rises except where an entry of the ledger takes effect.
    /// </summary>
    public required IReadOnlyList<BurnDownRow> BurnDown { get; init; }

    /// <summary>Gets the two ends of the line on which a budget lies that is spent evenly.</summary>
    public required IReadOnlyList<BurnDownRow> EvenPace { get; init; }

    /// <summary>Gets the burn of each burn-rate rule.</summary>
    public required IReadOnlyList<BurnRuleRow> Rules { get; init; }

    /// <summary>Gets why the states of the alerts are not known; <see langword="null"/> if they are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AlertsProblem { get; init; }

    /// <summary>Gets the alerts as they are now, and what would clear those that fire.</summary>
    public required IReadOnlyList<AlertRow> Alerts { get; init; }

    /// <summary>Gets the units of each hour of the last two days.</summary>
    public required IReadOnlyList<PeriodRow> Hours { get; init; }

    /// <summary>Gets the units of each of the last 30 days.</summary>
    public required IReadOnlyList<PeriodRow> Days { get; init; }

    /// <summary>Gets where the bad events of the window come from.</summary>
    public required SourcesDocument Sources { get; init; }

    /// <summary>Gets each of the last 180 days against the target.</summary>
    public required IReadOnlyList<DayRow> Strip { get; init; }

    /// <summary>Gets the units of each calendar month, from the first that was measured to the present one.</summary>
    public required IReadOnlyList<MonthRow> Months { get; init; }

    /// <summary>Gets when alerts fired and cleared in the minutes that the store keeps, the newest first.</summary>
    public required IReadOnlyList<EpisodeRow> Episodes { get; init; }

    /// <summary>Gets the entries of the ledger, the newest first.</summary>
    public required IReadOnlyList<LedgerRow> Ledger { get; init; }

    /// <summary>Gets the last things that happened to the service in the time of the charts, the earliest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }

    /// <summary>Gets how the figures came about, one sentence each.</summary>
    public required IReadOnlyList<string> Why { get; init; }
}
