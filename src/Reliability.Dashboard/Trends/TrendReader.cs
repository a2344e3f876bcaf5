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
    private readonly TrendCache<TrendReport> _reports = new(clock);

    /// <summary>Reads the present.</summary>
    /// <exception cref="KeyNotFoundException">No metric has this name.</exception>
    public async ValueTask<TrendDocument> ReadAsync(string metric, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ITrends trends = services.GetRequiredKeyedService<ITrends>(setup);
        IReadOnlyList<AcceptedShift> accepted = await trends.GetAcceptedShiftsAsync(metric, cancellationToken).ConfigureAwait(false);
        string version = string.Create(
            CultureInfo.InvariantCulture, $"{metric}\n{accepted.Count}\n{accepted.Count(one => !one.IsInForce)}");
        (TrendReport report, DateTimeOffset at, _) = await _reports.GetAsync(
            version, token => trends.AnalyzeAsync(metric, TrendsPart.Days, token), cancellationToken).ConfigureAwait(false);
        string? problem = MetricFeeds.Problem(services.GetRequiredKeyedService<ReliabilityRecorder>(setup).GetFeeds(metric));
        return Document(report, trends, problem, at) with { AsOf = now, Accepted = [.. accepted.Select(AcceptedShiftRow.Of)] };
    }

    /// <summary>Reads a time of the past.</summary>
    /// <exception cref="KeyNotFoundException">No metric has this name.</exception>
    public async ValueTask<TrendDocument> ReplayAsync(string metric, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ITrends trends = services.GetRequiredKeyedService<ITrends>(setup);
        TrendReport report = await PastTrends.Of(trends, services.GetRequiredKeyedService<ISeriesStore>(setup), at)
            .AnalyzeAsync(metric, TrendsPart.Days, cancellationToken).ConfigureAwait(false);
        return Document(report, trends, feedProblem: null, at) with { Past = new PastNote { At = at, Limits = [PastTrends.Limit] } };
    }

    private static TrendDocument Document(TrendReport report, ITrends trends, string? feedProblem, DateTimeOffset at)
    {
        TrendLine? line = report.Trend;
        TrendChange? change = TrendFigures.Change(report);
        return new TrendDocument
        {
            AsOf = at,
            ComputedAt = at,
            Trend = TrendFigures.Row(report, feedProblem, report.Range?.End ?? at),
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
