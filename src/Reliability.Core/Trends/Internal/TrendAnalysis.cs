using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>The steps of one analysis: seasons, lines, the verdict, shifts and outliers.</summary>
internal sealed class TrendAnalysis
{
    /// <summary>The part of the significance level below which a shift decides the verdict: it is looked for at every point.</summary>
    private const double ShiftPart = 0.1;

    private readonly MetricDefinition _metric;
    private readonly TrendSeries _series;
    private readonly TrendOptions _options;
    private readonly TrendGrid _grid;

    public TrendAnalysis(MetricDefinition metric, TrendSeries series, TrendOptions options)
    {
        _metric = metric;
        _series = series;
        _options = options;
        if (options.IsStrict && series.DroppedCount > 0)
        {
            throw new ArgumentException(
                Check.Text($"The source of the series dropped {series.DroppedCount} values that are missing or not finite."),
                nameof(series));
        }

        _grid = new TrendGrid(series.Points, series.Resolution, series.Zone, options.IsStrict);
    }

    public TrendReport Run()
    {
        SeasonalPattern weekly = Season.Of(_grid, _grid.PerWeek, _options);
        SeasonalPattern? timeOfDay = _series.Resolution == SeriesResolution.Hour ? Season.Of(_grid, _grid.PerDay, _options)
            : _series.Hours.Count == 0 ? null
            : Season.Of(new TrendGrid(_series.Hours, SeriesResolution.Hour, _series.Zone, isStrict: false), 24, _options);

        // The hours of a week contain those of a day.
        IReadOnlyList<double> profile = weekly.IsDetected ? weekly.Profile
            : _series.Resolution == SeriesResolution.Hour && timeOfDay is { IsDetected: true } ? timeOfDay.Profile
            : [];
        double[] values = _grid.Without(profile);
        bool isEnough = values.Length >= _options.MinPoints;
        double[] days = FittedLines.Days(_grid);
        TrendLine? trend = isEnough ? FittedLines.Robust(days, values) : null;
        ChangePointResult? found = isEnough ? FindShifts(profile) : null;
        TrendChange? levels = found is null ? null : LevelChangeOf(found);
        bool isByTrend = trend is { PValue: { } p } && p < _options.SignificanceLevel && Matters(trend.Change);
        bool isByLevels = !isByTrend && levels is not null && Matters(levels)
            && found!.Shifts.Any(shift => IsLasting(shift) && shift.PValue < ShiftPart * _options.SignificanceLevel);
        var report = new TrendReport
        {
            Metric = _metric,
            Resolution = _series.Resolution,
            Range = values.Length == 0 ? null : new TimeRange(_grid.Points[0].Start, _grid.EndOf(values.Length - 1)),
            Points = _grid.Points,
            DroppedCount = (int)Math.Min(int.MaxValue, (long)_grid.DroppedCount + _series.DroppedCount),
            MissingCount = _grid.MissingCount,
            Verdict = isByTrend ? Direction(trend!.SlopePerDay)
                : isByLevels ? Direction(levels!.Absolute)
                : trend is null ? TrendVerdict.InsufficientData : TrendVerdict.Stable,
            Summary = string.Empty,
            Trend = trend,
            LevelChange = levels,
            IsDecidedByLevels = isByLevels,
            LeastSquares = values.Length >= 2 ? FittedLines.LeastSquares(days, _grid.Values) : null,
            Weekly = weekly,
            TimeOfDay = timeOfDay,
            Shifts = found is null ? [] : [.. found.Shifts.Select(ShiftOf)],
            Outliers = found is null ? [] : [.. found.Outliers.Select(OutlierOf)],
            Forecast = found is null || _options.ForecastLength == TimeSpan.Zero
                ? null
                : TrendOutlook.Of(_metric, _grid, profile, found, _options.ForecastLength),
        };
        return report with { Summary = TrendText.Summary(report, _options, _series.EmptyReason) };
    }

    private ChangePointResult FindShifts(IReadOnlyList<double> profile) => ChangePoints.Find(
        _grid.Positions,
        _grid.Values,
        new ChangePointOptions
        {
            FalseAlarmProbability = _options.FalseAlarmProbability,
            MinRelativeEffect = _metric.MinimumEffect,
            PhaseCount = profile.Count,
            Profile = profile.Count == 0 ? null : profile,
            NoisePhaseCount = _series.Resolution == SeriesResolution.Hour ? _grid.PerDay : 0,
        });

    private static bool IsLasting(Shift shift) => shift.Kind != ShiftKind.Transient;

    /// <summary>Returns the change from the level before the first lasting shift to that after the last one.</summary>
    private static TrendChange? LevelChangeOf(ChangePointResult found)
    {
        Shift[] lasting = [.. found.Shifts.Where(IsLasting)];
        return lasting.Length == 0 ? null : FittedLines.ChangeOf(lasting[0].Before, lasting[^1].After);
    }

    /// <summary>A change without a ratio, such as one from zero, matters if it is significant.</summary>
    private bool Matters(TrendChange change) =>
        change.Absolute != 0 && (change.Ratio is not { } ratio || Math.Abs(ratio) >= _metric.MinimumEffect);

    private TrendVerdict Direction(double change) => _metric.Direction switch
    {
        MetricDirection.Unknown => TrendVerdict.Changing,
        MetricDirection.HigherIsBetter => change > 0 ? TrendVerdict.Improving : TrendVerdict.Degrading,
        _ => change < 0 ? TrendVerdict.Improving : TrendVerdict.Degrading,
    };

    private MetricShift ShiftOf(Shift shift) => new()
    {
        At = _grid.Points[shift.Index].Start,
        Within = new TimeRange(_grid.Points[shift.From].Start, _grid.EndOf(shift.To)),
        Kind = shift.Kind,
        Size = shift.Size,
        Before = shift.Before,
        After = shift.After,
        Ratio = shift.Before > 0 && double.IsFinite(shift.Size / shift.Before) ? shift.Size / shift.Before : null,
        PValue = shift.PValue,
        Verdict = Direction(shift.Size),
    };

    private MetricOutlier OutlierOf(Outlier outlier) => new()
    {
        At = _grid.Points[outlier.Index].Start,
        Value = outlier.Value,
        Expected = outlier.Expected,
    };
}
