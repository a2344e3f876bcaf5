using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Reads what the page of one trend shows. The analysis is computed at most once an hour, and again when a shift was accepted or an
/// acceptance was withdrawn.
/// </summary>
internal sealed class TrendReader(IServiceProvider services, string setup, TimeProvider clock)
{
    private const string NoSuchValue = "The metric has no such value. Its own page lists those that it has.";

    private readonly TrendCache<TrendReport> _reports = new(clock);
    private readonly TrendCache<IReadOnlyList<TrendReport>> _values = new(clock);

    /// <summary>Reads the present.</summary>
    /// <param name="key">The name of the metric and the value of a split metric, of <see cref="RecordKey"/>.</param>
    /// <param name="now">The time of the read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No metric has this name, or it has no such value.</exception>
    public async ValueTask<TrendDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string metric, string? value) = RecordKey.Read(key);
        ITrends trends = services.GetRequiredKeyedService<ITrends>(setup);
        await RequireAsync(trends, metric, value, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AcceptedShift> accepted = await trends.GetAcceptedShiftsAsync(metric, cancellationToken).ConfigureAwait(false);
        string version = string.Create(
            CultureInfo.InvariantCulture, $"{key}\n{accepted.Count}\n{accepted.Count(one => !one.IsInForce)}");
        (TrendReport report, DateTimeOffset at, _) = await _reports.GetAsync(
            version, token => trends.GetReportAsync(Request(metric, value), token), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TrendReport> values = value is not null || report.Metric.SplitBy is null
            ? []
            : (await _values.GetAsync(
                version, token => trends.AnalyzeValuesAsync(metric, TrendsPart.Days, token), cancellationToken)
                .ConfigureAwait(false)).Value;
        string? problem = MetricFeeds.Problem(services.GetRequiredKeyedService<ReliabilityRecorder>(setup).GetFeeds(metric));
        TrendDocument document = Document(report, values, trends, problem, at);
        return document with
        {
            AsOf = now,
            Markers = await MarkersAsync(document, report, now, cancellationToken).ConfigureAwait(false),
            Accepted = [.. accepted.Select(AcceptedShiftRow.Of)],
        };
    }

    /// <summary>Reads a time of the past.</summary>
    /// <exception cref="KeyNotFoundException">No metric has this name, or it has no such value.</exception>
    public async ValueTask<TrendDocument> ReplayAsync(
        string metric, string? value, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ITrends trends = services.GetRequiredKeyedService<ITrends>(setup);
        await RequireAsync(trends, metric, value, cancellationToken).ConfigureAwait(false);
        ITrends past = PastTrends.Of(trends, services.GetRequiredKeyedService<ISeriesStore>(setup), at);
        TrendReport report = await past.GetReportAsync(Request(metric, value), cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TrendReport> values = value is not null || report.Metric.SplitBy is null
            ? []
            : await past.AnalyzeValuesAsync(metric, TrendsPart.Days, cancellationToken).ConfigureAwait(false);
        TrendDocument document = Document(report, values, trends, feedProblem: null, at);
        return document with
        {
            Markers = await MarkersAsync(document, report, at, cancellationToken).ConfigureAwait(false),
            Past = new PastNote { At = at, Limits = [PastTrends.Limit] },
        };
    }

    private async ValueTask<IReadOnlyList<MarkerRow>> MarkersAsync(
        TrendDocument document, TrendReport report, DateTimeOffset to, CancellationToken cancellationToken) => document.Points.Count == 0
        ? []
        : await PageMarkers.ReadAsync(services, setup, report.Metric.Service, document.Points[0].At, to, cancellationToken)
            .ConfigureAwait(false);

    private static TrendRequest Request(string metric, string? value) => new() { Metric = metric, Value = value, Days = TrendsPart.Days };

    private static async ValueTask RequireAsync(ITrends trends, string metric, string? value, CancellationToken cancellationToken)
    {
        if (value is not null
            && !(await trends.GetValuesAsync(metric, cancellationToken).ConfigureAwait(false)).Contains(value, StringComparer.Ordinal))
        {
            throw new KeyNotFoundException(NoSuchValue);
        }
    }

    private static TrendDocument Document(
        TrendReport report, IReadOnlyList<TrendReport> values, ITrends trends, string? feedProblem, DateTimeOffset at)
    {
        TrendLine? line = report.Trend;
        TrendChange? change = TrendFigures.Change(report);
        return new TrendDocument
        {
            AsOf = at,
            ComputedAt = at,
            Trend = TrendFigures.Row(report, feedProblem, report.Range?.End ?? at),
            SplitBy = report.Metric.SplitBy,
            Value = report.Value,
            Values = [.. values.Select(TrendFigures.Value)],
            Definition = TrendText.Definition(report.Metric),
            SlopePerDay = TrendFigures.Number(line?.SlopePerDay),
            SlopeLow = TrendFigures.Number(line?.SlopeInterval?.Lower),
            SlopeHigh = TrendFigures.Number(line?.SlopeInterval?.Upper),
            PValue = TrendFigures.Number(line?.PValue),
            DecidedByLevels = report.IsDecidedByLevels,
            Start = TrendFigures.Number(change?.Start),
            End = TrendFigures.Number(change?.End),
            ChangeReason = change?.Reason,
            Points = TrendPoints.Of(report),
            Threshold = TrendFigures.Number(report.Metric.Threshold),
            Forecast = TrendForecasts.Of(report),
            Shifts = [.. report.Shifts.Select(TrendFigures.Shift)],
            Outliers =
            [
                .. report.Outliers.Select(one => new TrendOutlierRow
                {
                    At = one.At,
                    Value = TrendFigures.Number(one.Value),
                    Expected = TrendFigures.Number(one.Expected),
                }),
            ],
            Seasons = [TrendText.Season("week", report.Weekly), TrendText.Season("day", report.TimeOfDay)],
            Why = [.. TrendText.Why(report, trends is MetricTrends { Options: { } options } ? options : new TrendOptions())],
        };
    }
}
