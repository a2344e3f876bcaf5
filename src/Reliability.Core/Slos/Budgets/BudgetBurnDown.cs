using Reliability.Common;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>
/// How a budget was consumed over its window. The line starts at 1, ends at what remains, and rises only where an entry of the ledger takes
/// effect.
/// </summary>
/// <remarks>
/// The budget of events grows with the traffic, so a line of the budget as it was known at each moment could rise without a reason. This
/// line divides by the budget of the whole window, which is constant: for a calendar window, the projected one.
/// </remarks>
public sealed record BudgetBurnDown
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the window.</summary>
    public required TimeRange Window { get; init; }

    /// <summary>
    /// Gets the budget of the whole window in units: <see cref="BudgetProjection.Allowed"/> if the status has a projection, otherwise
    /// <see cref="BudgetStatus.Allowed"/>.
    /// </summary>
    public required decimal Allowed { get; init; }

    /// <summary>Gets the points, in time order: the start of the window, the end of each period, ledger entries, and the present.</summary>
    public required IReadOnlyList<BurnDownPoint> Points { get; init; }

    /// <summary>
    /// Gets the end of the ideal line, which starts with a full budget at the start of the window and consumes it evenly.
    /// </summary>
    public required BurnDownPoint IdealEnd { get; init; }

    /// <summary>Computes the line. This is a pure function.</summary>
    /// <param name="status">The status of the budget.</param>
    /// <param name="periods">
    /// The history of the budget over the window of the status, usually in hours (<see cref="IErrorBudgets.GetHistoriesAsync"/>), in time
    /// order. Periods outside the window are ignored. Bad units that they have and the status does not have are attributed to the time
    /// before the window, and bad units that only the status has to the present.
    /// </param>
    /// <param name="entries">
    /// The ledger of the service, or <see langword="null"/> if it is empty. Revoked entries and those of other objectives are ignored.
    /// Recurring exclusions are not marked.
    /// </param>
    public static BudgetBurnDown Evaluate(
        BudgetStatus status, IReadOnlyList<BudgetPeriod> periods, IReadOnlyList<LedgerEntry>? entries = null)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(periods);
        var path = new BurnDownPath(status, periods, entries ?? []);
        return new BudgetBurnDown
        {
            Slo = status.Slo,
            Window = status.Window,
            Allowed = path.Allowed,
            Points = path.Points(),
            IdealEnd = new BurnDownPoint { At = status.Window.End, RemainingShare = 0, RemainingUnits = 0 },
        };
    }
}
