using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Trends.Internal;

namespace Reliability.Trends;

/// <summary>A metric whose trend is of interest: what it measures, in which unit, and which change matters.</summary>
public sealed record MetricDefinition
{
    /// <summary>The default of <see cref="MinimumEffect"/>.</summary>
    public const double DefaultMinimumEffect = 0.05;

    /// <summary>Initializes a new instance of the <see cref="MetricDefinition"/> class for values of any meaning.</summary>
    /// <param name="name">The name, unique among the metrics and objectives of an application: 1 to 200 bytes of UTF-8 without control
    /// characters.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not a valid name.</exception>
    public MetricDefinition(string name) => Name = RequireName(name);

    /// <summary>
    /// Gets the name, unique among the metrics and objectives of an application: 1 to 200 bytes of UTF-8 without control characters.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string Name { get; init => field = RequireName(value); }

    /// <summary>Gets the kind of the values. Default: <see cref="SeriesKind.Measurement"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public SeriesKind Kind { get; init => field = Check.Word(value, nameof(value)); } = SeriesKind.Measurement;

    /// <summary>Gets the best score of a metric of scores, above 0 and at most 10⁹. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Scale
    {
        get;
        init
        {
            Check.That(value is > 0 and <= 1e9, value, "The scale must be above 0 and at most 1000000000.", nameof(value));
            field = value;
        }
    } = 1;

    /// <summary>Gets the unit of the values, such as "s" or "messages": at most 20 characters. Default: none.</summary>
    /// <exception cref="ArgumentException">The text is too long or contains a control character.</exception>
    public string Unit { get; init => field = RequireUnit(value); } = string.Empty;

    /// <summary>Gets the better direction. Default: none is stated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such direction.</exception>
    public MetricDirection Direction { get; init => field = Check.Word(value, nameof(value)); }

    /// <summary>
    /// Gets the smallest change that matters, as a share of the value at the start: 0.05 is 5 %. Smaller changes are stable, however
    /// significant they are. 0 to 10; default: 0.05.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double MinimumEffect { get; init => field = Check.Between(value, 0, 10, nameof(value)); } = DefaultMinimumEffect;

    /// <summary>
    /// Gets the value that the metric must not reach, in the unit of the analyzed figure, by which a forecast states the days that are
    /// left. Default: none; of an objective of good events, its target.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double? Threshold
    {
        get;
        init
        {
            if (value is { } threshold)
            {
                Check.Finite(threshold, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>Gets the figure of each hour or day whose trend is analyzed. Default: the usual one of the kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such figure.</exception>
    public MetricFigure Figure { get; init => field = Check.Word(value, nameof(value)); }

    /// <summary>Gets the service that the metric belongs to. Default: <see cref="SloDefinition.DefaultService"/>.</summary>
    public string Service { get; init => field = Owned.RequireService(value, nameof(value)); } = SloDefinition.DefaultService;

    /// <summary>Gets when the metric notifies that it degrades. Default: <see langword="null"/>, never.</summary>
    public TrendRule? TrendRule { get; init; }

    /// <summary>
    /// Gets the dimension by which the values are counted separately, besides in their total, such as <c>region</c>: 1 to 200 bytes
    /// of UTF-8 without control characters. It is the name of the tag or route value by which feeds do so. Default:
    /// <see langword="null"/>, none.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string? SplitBy { get; init => field = value is null ? null : RequireName(value); }

    /// <summary>Gets what the metric means to its users, in one sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the figure that is analyzed: never <see cref="MetricFigure.Default"/>.</summary>
    public MetricFigure AnalyzedFigure => Figure != MetricFigure.Default
        ? Figure
        : Kind switch
        {
            SeriesKind.Latency => MetricFigure.P95,
            SeriesKind.Outcome => MetricFigure.GoodShare,
            _ => MetricFigure.Mean,
        };

    /// <summary>Gets the definition of the series that stores the values.</summary>
    public SeriesDefinition Series => Objective?.Series ?? MetricSeries.Of(this);

    /// <summary>Gets the objective whose events the metric consists of, if it was not declared on its own.</summary>
    internal SloDefinition? Objective { get; private init; }

    /// <summary>Creates a metric with a builder.</summary>
    /// <param name="name">The name.</param>
    /// <param name="define">Specifies the unit, the better direction, and what matters.</param>
    /// <exception cref="ArgumentException">The metric is not valid.</exception>
    public static MetricDefinition Create(string name, Action<MetricBuilder> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var builder = new MetricBuilder(name);
        define(builder);
        MetricDefinition metric = builder.Build();
        IReadOnlyList<string> problems = metric.Validate();
        return problems.Count == 0 ? metric : throw new ArgumentException(string.Join(' ', problems), nameof(define));
    }

    /// <summary>
    /// Returns the metric that an objective is without a declaration: the share of good events, the 95th percentile of latencies, the mean
    /// of scores and measurements, or the share of good events under zero tolerance.
    /// </summary>
    /// <param name="slo">The objective.</param>
    public static MetricDefinition Of(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        SeriesDefinition series = slo.Series;
        return new MetricDefinition(slo.Name)
        {
            Service = slo.Service,
            Description = slo.Description,
            Kind = series.Kind,
            Scale = series.Kind == SeriesKind.Score ? series.Limit : 1,
            Unit = series.Kind == SeriesKind.Latency ? "s" : string.Empty,
            Direction = series.Kind switch
            {
                SeriesKind.Latency => MetricDirection.LowerIsBetter,
                SeriesKind.Measurement when !series.GoodAtLeast => MetricDirection.LowerIsBetter,
                _ => MetricDirection.HigherIsBetter,
            },
            Threshold = series.Kind == SeriesKind.Outcome && slo.ErrorBudget > 0 ? (double)(slo.Target / 100) : null,
            Objective = slo,
        };
    }

    /// <summary>Returns the problems that involve several properties, one sentence each. It is empty for a valid metric.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        bool hasSketch = Kind is SeriesKind.Latency or SeriesKind.Measurement;
        if (Figure is MetricFigure.P50 or MetricFigure.P95 or MetricFigure.P99 && !hasSketch)
        {
            problems.Add($"Metric '{Name}' analyzes {Figure}, but {Kind} events have no distribution; use durations or values.");
        }

        if (Figure == MetricFigure.Mean && Kind == SeriesKind.Outcome)
        {
            problems.Add($"Metric '{Name}' analyzes a mean, but outcomes have no values; use GoodShare or Count.");
        }

        if (Figure == MetricFigure.GoodShare && Kind != SeriesKind.Outcome && Objective is null)
        {
            problems.Add(
                $"Metric '{Name}' analyzes a share of good events, but no limit tells which {Kind} events are good; use outcomes.");
        }

        if (TrendRule is not null && Direction == MetricDirection.Unknown)
        {
            problems.Add(
                $"Metric '{Name}' alerts on its trend, but states no better direction; use LowerIsBetter or HigherIsBetter.");
        }

        return problems;
    }

    private static string RequireName(string name) => StoreName.Require(name, nameof(name));

    private static string RequireUnit(string unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.Length <= 20 && !unit.Any(char.IsControl)
            ? unit
            : throw new ArgumentException(
                Check.Rejection(unit, "a text of at most 20 characters without control characters, such as \"s\""), nameof(unit));
    }
}
