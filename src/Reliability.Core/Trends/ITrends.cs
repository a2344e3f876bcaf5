using Reliability.Common;

namespace Reliability.Trends;

/// <summary>The trends of the metrics of an application: of those that it declares, and of the series of its objectives.</summary>
public interface ITrends
{
    /// <summary>Gets the metrics, the declared ones first, then those of objectives.</summary>
    IReadOnlyList<MetricDefinition> Metrics { get; }

    /// <summary>Analyzes the last days of a metric. The current day is not over and is left out.</summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="days">The number of days, 1 to 1826.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">
    /// No metric and no objective has this name, or it has no such value. The message lists the nearest names.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<TrendReport> AnalyzeAsync(string metric, int days = 90, CancellationToken cancellationToken = default);

    /// <summary>Analyzes a metric as a request says: hours instead of days, another figure, other options.</summary>
    /// <param name="request">What to analyze.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="AnalyzeAsync(string, int, CancellationToken)"/>
    ValueTask<TrendReport> GetReportAsync(TrendRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the known values of a split metric in their order, "other" last, if a value had to be counted there. It is empty for a
    /// metric that is not split.
    /// </summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<string>> GetValuesAsync(string metric, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the known values of all split metrics by the name of the metric, in one read. A metric that is not split is missing.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyDictionary<string, IReadOnlyList<string>>> GetAllValuesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Analyzes the last days of each known value of a split metric, without forecasts. All values are read at once. The result has the
    /// order of <see cref="GetValuesAsync"/>, and is empty as long as no value was recorded.
    /// </summary>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="days">The number of days, 1 to 1826.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentException">The metric is not split.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<TrendReport>> AnalyzeValuesAsync(
        string metric, int days = 90, CancellationToken cancellationToken = default);

    /// <summary>
    /// Accepts a lasting shift of a metric as a new baseline. The trend is then judged on the points after it, and alerts about it resolve.
    /// Reports say who accepted it, and why. The acceptance is recorded in the audit history of the service.
    /// </summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="at">The time of the shift, or a time within its interval.</param>
    /// <param name="request">Who accepts the shift, and why. A repeated request with the same ID is applied once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentException">
    /// There is no lasting shift at this time; the message lists those that exist. Or the ID names another acceptance.
    /// </exception>
    /// <exception cref="InvalidOperationException">The shift was already accepted; the message says by whom.</exception>
    /// <exception cref="Storage.StoreException">
    /// The store failed. It may have stored the acceptance: repeat the request with the same ID.
    /// </exception>
    ValueTask<AcceptedShift> AcceptShiftAsync(
        string metric, DateTimeOffset at, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns what <see cref="AcceptShiftAsync"/> would do, and changes nothing.</summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="at">The time of the shift, or a time within its interval.</param>
    /// <param name="request">Who would accept the shift, and why.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentException">
    /// There is no lasting shift at this time; the message lists those that exist.
    /// </exception>
    /// <exception cref="InvalidOperationException">The shift was already accepted; the message says by whom.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<AcceptancePlan> PlanAcceptanceAsync(
        string metric, DateTimeOffset at, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Withdraws the acceptance of a shift. The trend is judged on all points again. An acceptance that is already withdrawn stays as it
    /// is.
    /// </summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="acceptanceId">The <see cref="AcceptedShift.Id"/> of the acceptance.</param>
    /// <param name="request">Who withdraws it, and why.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The acceptance with its withdrawal.</returns>
    /// <exception cref="KeyNotFoundException">No metric has this name, or it has no such acceptance.</exception>
    /// <exception cref="Storage.StoreException">The store failed. It is safe to repeat the request.</exception>
    ValueTask<AcceptedShift> WithdrawAcceptanceAsync(
        string metric, string acceptanceId, ChangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns what <see cref="WithdrawAcceptanceAsync"/> would do, and changes nothing.</summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="acceptanceId">The <see cref="AcceptedShift.Id"/> of the acceptance.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric has this name, or it has no such acceptance.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<AcceptancePlan> PlanWithdrawalAsync(string metric, string acceptanceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the accepted shifts of a metric, the last acceptance first, also those whose acceptance was withdrawn.
    /// </summary>
    /// <param name="metric">The name of the metric or of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AcceptedShift>> GetAcceptedShiftsAsync(string metric, CancellationToken cancellationToken = default);

    /// <summary>Analyzes the last days of all metrics, in the order of <see cref="Metrics"/>, without forecasts. The number of round trips
    /// does not grow with their number.</summary>
    /// <param name="days">The number of days, 1 to 1826.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<TrendReport>> AnalyzeAllAsync(int days = 90, CancellationToken cancellationToken = default);
}
