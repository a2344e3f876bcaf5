namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of technical debt shows.</summary>
internal sealed record DebtDocument : PageDocument
{
    public required DebtFigures Debt { get; init; }

    /// <summary>Gets the last twelve months, oldest first.</summary>
    public required IReadOnlyList<DebtMonthRow> Months { get; init; }

    /// <summary>Gets the last things that happened to the service in these months, the earliest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }
}
