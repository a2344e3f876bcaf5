using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Adds old values of metrics to a store. This class is safe for concurrent use.</summary>
public sealed class MetricBackfill : IMetricBackfill
{
    private readonly ISeriesStore _store;
    private readonly MetricDefinition[] _metrics;
    private readonly RecorderOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="MetricBackfill"/> class.</summary>
    /// <param name="store">The store that receives the values. It is not disposed.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="objectives">
    /// The objectives, each of which is a metric too. Values that are added to one count in its budget, judged by its limit.
    /// </param>
    /// <param name="options">
    /// The options of the recorder of the application, or <see langword="null"/> for the defaults. The retention and the time zone of days
    /// are those of the store if it has them. Options of buffers and of the producer have no effect.
    /// </param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    public MetricBackfill(
        ISeriesStore store,
        IEnumerable<MetricDefinition> metrics,
        IEnumerable<SloDefinition> objectives,
        RecorderOptions? options = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(objectives);
        _store = store;
        _metrics = [.. metrics, .. objectives.Select(MetricDefinition.Of)];
        _options = options ?? new RecorderOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public ValueTask<MetricBackfillReport> RunAsync(MetricBackfillRequest request, CancellationToken cancellationToken = default) =>
        RunAsync(request, isPlan: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<MetricBackfillReport> PlanAsync(MetricBackfillRequest request, CancellationToken cancellationToken = default) =>
        RunAsync(request, isPlan: true, cancellationToken);

    private async ValueTask<MetricBackfillReport> RunAsync(
        MetricBackfillRequest request, bool isPlan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(request.Metric, nameof(request));
        MetricDefinition metric = _metrics.FirstOrDefault(one => one.Name == request.Metric)
            ?? throw new KeyNotFoundException(Names.Unknown("metric", request.Metric, _metrics.Select(one => one.Name)));
        if (metric.Kind == SeriesKind.Outcome)
        {
            throw new ArgumentException(
                $"Metric '{metric.Name}' consists of events that are good or bad; a backfill adds values.", nameof(request));
        }

        if (request.Csv is not { CanRead: true, CanSeek: true })
        {
            throw new ArgumentException(
                "The stream of a backfill must be readable and support seeking; copy it to a file first.", nameof(request));
        }

        string? zone = await _store.GetDayZoneAsync(metric.Service, cancellationToken).ConfigureAwait(false);
        var options = new RecorderOptions
        {
            Retention = await _store.GetRetentionAsync(metric.Service, cancellationToken).ConfigureAwait(false) ?? _options.Retention,
            DayZone = zone is null ? _options.DayZone : DayZone.Find(metric.Service, zone),
            FutureTolerance = _options.FutureTolerance,
            RecordQuietMinutes = false,
        };
        long start = request.Csv.Position;
        try
        {
            var run = new BackfillRun(_store, metric, request, isPlan, options, _timeProvider);
            return await run.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Csv.Position = start;
        }
    }
}
