using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>Reads metrics from a store and analyzes them. This class is safe for concurrent use.</summary>
public sealed partial class MetricTrends : ITrends
{
    /// <summary>The number of days whose hours show the pattern of a day: four weeks.</summary>
    private const int HoursOfDays = 28;

    private readonly ConcurrentDictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);
    private readonly ISeriesStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly IReadOnlyList<IMarkerSource> _markers;
    private readonly TrendOptions _options;
    private readonly IEventLog? _events;

    /// <summary>Initializes a new instance of the <see cref="MetricTrends"/> class.</summary>
    /// <param name="store">The store to read. It is not disposed.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="objectives">The objectives, each of which is a metric too.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentException">Two of the metrics and objectives have the same name.</exception>
    public MetricTrends(
        ISeriesStore store,
        IEnumerable<MetricDefinition> metrics,
        IEnumerable<SloDefinition> objectives,
        TimeProvider? timeProvider = null)
        : this(store, [.. metrics, .. objectives.Select(MetricDefinition.Of)], timeProvider, [], new TrendOptions())
    {
    }

    private MetricTrends(
        ISeriesStore store,
        IReadOnlyList<MetricDefinition> metrics,
        TimeProvider? timeProvider,
        IReadOnlyList<IMarkerSource> markers,
        TrendOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _markers = markers;
        _options = options;
        Metrics = metrics;
        if (metrics.CountBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException(
                $"Several metrics or objectives are named '{twice}'; names are unique within an application.", nameof(metrics));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricDefinition> Metrics { get; }

    /// <summary>Gets the sources that tell what happened at the time of a shift. Default: none.</summary>
    public IReadOnlyList<IMarkerSource> Markers
    {
        get => _markers;
        init => _markers = Check.Copy(value);
    }

    /// <summary>
    /// Gets the event log of the accepted shifts, in the stream <c>trends</c> of each service. It is not disposed. Default:
    /// <see langword="null"/>, so that no shift can be accepted.
    /// </summary>
    public IEventLog? Events
    {
        get => _events;
        init => _events = value;
    }

    /// <summary>Gets how trends are judged, unless a request says otherwise.</summary>
    public TrendOptions Options
    {
        get => _options;
        init => _options = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <inheritdoc/>
    public ValueTask<TrendReport> AnalyzeAsync(string metric, int days = 90, CancellationToken cancellationToken = default) =>
        GetReportAsync(new TrendRequest { Metric = metric, Days = days }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<TrendReport> GetReportAsync(TrendRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        MetricDefinition metric = Find(request.Metric);
        MetricFigure declared = metric.AnalyzedFigure;
        if (request.Figure != MetricFigure.Default && request.Figure != metric.AnalyzedFigure)
        {
            // The threshold is one of the declared figure.
            metric = metric with { Figure = request.Figure, Threshold = null };
        }

        if (metric.Validate() is [var problem, ..])
        {
            throw new ArgumentException(problem, nameof(request));
        }

        string? value = request.Value is null
            ? null
            : await RequireValueAsync(metric, request.Value, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> values = value is null ? (await KnownValuesAsync([metric], cancellationToken).ConfigureAwait(false))[0] : [];
        TimeZoneInfo zone = await ZoneAsync(metric.Service, cancellationToken).ConfigureAwait(false);
        List<SeriesQuery> queries = QueriesOf(value);
        int own = queries.Count;
        queries.AddRange(value is null
            ? values.Select(one => Query(metric, request.Resolution, request.Days, zone, includeSketches: false, one))
            : QueriesOf(value: null));
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read = await _store.ReadAsync(queries, cancellationToken).ConfigureAwait(false);
        TrendOptions options = request.Options ?? _options;

        // A shift of p95 says nothing about the number of events.
        IReadOnlyList<AcceptedShift> accepted =
            metric.AnalyzedFigure == declared ? await AcceptedAsync(metric, cancellationToken).ConfigureAwait(false) : [];
        var series = new TrendSeries
        {
            Points = PointsAt(0),
            Resolution = request.Resolution,
            Hours = own > 1 ? PointsAt(1) : [],
            Zone = zone,
            AcceptedShifts = accepted,
        };
        TrendReport report = Trend.Analyze(metric, series, options) with { Value = value };
        report = (await ShiftMarkers.AddAsync([report], _markers, options, cancellationToken).ConfigureAwait(false))[0];
        return SplitParts.Name(
            report, values, [.. values.Select((_, i) => SplitParts.PointsOf(metric, read[own + i], read[0]))], series, options);

        List<SeriesQuery> QueriesOf(string? value)
        {
            List<SeriesQuery> both = [Query(metric, request.Resolution, request.Days, zone, includeSketches: true, value)];
            if (request.Resolution == SeriesResolution.Day)
            {
                int days = Math.Min(request.Days, HoursOfDays);
                both.Add(Query(metric, SeriesResolution.Hour, days, zone, includeSketches: false, value));
            }

            return both;
        }

        List<TrendPoint> PointsAt(int i) => value is null
            ? BucketPoints.Of(read[i], metric.Kind, metric.AnalyzedFigure)
            : SplitParts.PointsOf(metric, read[i], read[own + i]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TrendReport>> AnalyzeAllAsync(int days = 90, CancellationToken cancellationToken = default)
    {
        Check.Between(days, 1, TrendRequest.MaxDays);
        TrendRequest[] requests = [.. Metrics.Select(metric => new TrendRequest { Metric = metric.Name, Days = days })];
        return await ReportEachAsync(Metrics, requests, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Analyzes days of many metrics. The number of round trips does not grow with their number.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="requests">For each metric, the number of days and the options.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async ValueTask<IReadOnlyList<TrendReport>> ReportEachAsync(
        IReadOnlyList<MetricDefinition> metrics, IReadOnlyList<TrendRequest> requests, CancellationToken cancellationToken)
    {
        var zones = new Dictionary<string, TimeZoneInfo>(StringComparer.Ordinal);
        foreach (string service in metrics.Select(metric => metric.Service).Distinct(StringComparer.Ordinal))
        {
            zones.Add(service, await ZoneAsync(service, cancellationToken).ConfigureAwait(false));
        }

        IReadOnlyList<IReadOnlyList<string>> values = await KnownValuesAsync(metrics, cancellationToken).ConfigureAwait(false);
        List<SeriesQuery> queries = [.. metrics.Select((_, i) => QueryOf(i, value: null))];
        queries.AddRange(values.SelectMany((known, i) => known.Select(value => QueryOf(i, value))));
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read = await _store.ReadAsync(queries, cancellationToken).ConfigureAwait(false);
        ILookup<string, AcceptedShift> accepted =
            await Acceptances.ReadAsync(_events, zones.Keys, cancellationToken).ConfigureAwait(false);
        TrendSeries[] series =
        [
            .. metrics.Select((metric, i) => new TrendSeries
            {
                Points = BucketPoints.Of(read[i], metric.Kind, metric.AnalyzedFigure),
                Zone = zones[metric.Service],
                AcceptedShifts = [.. accepted[metric.Name]],
            }),
        ];
        TrendOptions[] options = [.. requests.Select(request => (request.Options ?? _options) with { ForecastLength = TimeSpan.Zero })];
        IReadOnlyList<TrendReport> reports = await ShiftMarkers.AddAsync(
            [.. metrics.Select((metric, i) => Trend.Analyze(metric, series[i], options[i]))],
            _markers,
            _options,
            cancellationToken).ConfigureAwait(false);
        int at = metrics.Count;
        return
        [
            .. reports.Select((report, i) => SplitParts.Name(
                report,
                values[i],
                [.. values[i].Select(_ => SplitParts.PointsOf(metrics[i], read[at++], read[i]))],
                series[i],
                options[i])),
        ];

        SeriesQuery QueryOf(int i, string? value) => Query(
            metrics[i],
            SeriesResolution.Day,
            requests[i].Days,
            zones[metrics[i].Service],
            BucketPoints.NeedsSketches(metrics[i].AnalyzedFigure),
            value);
    }

    /// <summary>Returns the start of the day of a service that is not over, in which nothing is judged yet.</summary>
    internal async ValueTask<DateTimeOffset> TodayAsync(string service, CancellationToken cancellationToken) =>
        SeriesResolution.Day.StartOf(
            _timeProvider.GetUtcNow(), await ZoneAsync(service, cancellationToken).ConfigureAwait(false));

    private MetricDefinition Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Metrics.FirstOrDefault(metric => metric.Name == name)
            ?? throw new KeyNotFoundException(Names.Unknown("metric", name, Metrics.Select(metric => metric.Name)));
    }

    /// <summary>Returns a query for whole hours or days: those that are not over are left out.</summary>
    private SeriesQuery Query(
        MetricDefinition metric, SeriesResolution resolution, int days, TimeZoneInfo zone, bool includeSketches, string? value = null)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        DateTimeOffset to = resolution.StartOf(now, zone);
        DateTimeOffset from = resolution == SeriesResolution.Hour
            ? to.AddDays(-days)
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime).AddDays(-days).StartIn(zone);
        return new SeriesQuery(SplitParts.SeriesOf(metric, value), resolution, from, to)
        {
            IncludeSketches = metric.Kind is SeriesKind.Latency or SeriesKind.Measurement
                && (includeSketches || BucketPoints.NeedsSketches(metric.AnalyzedFigure)),
        };
    }

    /// <summary>Returns the time zone of the days of a service, which does not change once there are days.</summary>
    private async ValueTask<TimeZoneInfo> ZoneAsync(string service, CancellationToken cancellationToken)
    {
        if (_zones.TryGetValue(service, out TimeZoneInfo? known))
        {
            return known;
        }

        string? stored = await _store.GetDayZoneAsync(service, cancellationToken).ConfigureAwait(false);
        TimeZoneInfo zone = DayZone.Find(service, stored);
        return stored is null ? zone : _zones.GetOrAdd(service, zone);
    }
}
