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
    /// <exception cref="KeyNotFoundException">No metric and no objective has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<TrendReport> AnalyzeAsync(string metric, int days = 90, CancellationToken cancellationToken = default);

    /// <summary>Analyzes a metric as a request says: hours instead of days, another figure, other options.</summary>
    /// <param name="request">What to analyze.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <inheritdoc cref="AnalyzeAsync(string, int, CancellationToken)"/>
    ValueTask<TrendReport> ReportAsync(TrendRequest request, CancellationToken cancellationToken = default);

    /// <summary>Analyzes the last days of all metrics, in the order of <see cref="Metrics"/>, without forecasts. The number of round trips
    /// does not grow with their number.</summary>
    /// <param name="days">The number of days, 1 to 1826.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is outside its range.</exception>
    /// <exception cref="Storage.StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<TrendReport>> AnalyzeAllAsync(int days = 90, CancellationToken cancellationToken = default);
}
