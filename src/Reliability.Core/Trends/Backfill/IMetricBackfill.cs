namespace Reliability.Trends;

/// <summary>Adds old values of metrics from texts of times and values (CSV), so that a trend does not start at zero.</summary>
public interface IMetricBackfill
{
    /// <summary>Adds the values of a text to a metric.</summary>
    /// <remarks>
    /// <para>A text is known by its bytes: run again, it counts nothing twice, and a run that was interrupted continues where the store has
    /// it. Another text whose values overlap is counted besides it.</para>
    /// <para>Values are added in batches of some thousand lines, each whole or not at all. Memory does not grow with the text.</para>
    /// </remarks>
    /// <param name="request">The metric, the text, and how to read it.</param>
    /// <param name="cancellationToken">Cancels the operation. What was written stays, and the next run continues.</param>
    /// <exception cref="KeyNotFoundException">No metric has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentException">
    /// The metric consists of outcomes, or the stream cannot be read or does not support seeking.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The whole text can be read in two ways (the order of day and month, the decimal mark), or lacks a column. Nothing was written.
    /// </exception>
    /// <exception cref="Storage.StoreException">The store failed. What was written stays, and the next run continues.</exception>
    ValueTask<MetricBackfillReport> RunAsync(MetricBackfillRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns what <see cref="RunAsync"/> would do with a text. Nothing is written.</summary>
    /// <param name="request">The metric, the text, and how to read it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric has this name. The message lists the nearest names.</exception>
    /// <exception cref="ArgumentException">
    /// The metric consists of outcomes, or the stream cannot be read or does not support seeking.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// The whole text can be read in two ways (the order of day and month, the decimal mark), or lacks a column.
    /// </exception>
    /// <exception cref="Storage.StoreException">The store failed.</exception>
    ValueTask<MetricBackfillReport> PlanAsync(MetricBackfillRequest request, CancellationToken cancellationToken = default);
}
