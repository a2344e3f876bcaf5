using Reliability.Recording;

namespace Reliability.Trends;

/// <summary>Builds a <see cref="MetricDefinition"/>.</summary>
public sealed class MetricBuilder
{
    private MetricDefinition _metric;
    private bool _hasKind;

    internal MetricBuilder(string name) => _metric = new MetricDefinition(name);

    /// <summary>States the unit of the values. A metric in seconds ("s") consists of durations, unless another kind is stated.</summary>
    /// <param name="unit">The unit, at most 20 characters.</param>
    public MetricBuilder Unit(string unit)
    {
        _metric = _metric with { Unit = unit };
        return this;
    }

    /// <summary>Makes the metric consist of durations in seconds.</summary>
    public MetricBuilder Durations() => Of(SeriesKind.Latency);

    /// <summary>Makes the metric consist of values of any meaning, such as the length of a queue. This is the default.</summary>
    public MetricBuilder Values() => Of(SeriesKind.Measurement);

    /// <summary>Makes the metric consist of events that are good or bad. High shares are better.</summary>
    public MetricBuilder Outcomes() => Of(SeriesKind.Outcome).HigherIsBetter();

    /// <summary>Makes the metric consist of scores. High scores are better.</summary>
    /// <param name="scale">The best score, above 0.</param>
    public MetricBuilder Scores(double scale)
    {
        _metric = _metric with { Scale = scale };
        return Of(SeriesKind.Score).HigherIsBetter();
    }

    /// <summary>States that low values are better.</summary>
    public MetricBuilder LowerIsBetter() => Towards(MetricDirection.LowerIsBetter);

    /// <summary>States that high values are better.</summary>
    public MetricBuilder HigherIsBetter() => Towards(MetricDirection.HigherIsBetter);

    /// <summary>States the smallest change that matters.</summary>
    /// <param name="share">The change as a share of the value at the start, 0 to 10: 0.05 is 5 %.</param>
    public MetricBuilder MinimumEffect(double share)
    {
        _metric = _metric with { MinimumEffect = share };
        return this;
    }

    /// <summary>States the value that the metric must not reach. A forecast states the days until it does.</summary>
    /// <param name="value">The value, in the unit of the analyzed figure: seconds of durations, a share from 0 to 1 of outcomes.</param>
    public MetricBuilder Threshold(double value)
    {
        _metric = _metric with { Threshold = value };
        return this;
    }

    /// <summary>States the figure of each hour or day whose trend is analyzed.</summary>
    /// <param name="figure">The figure.</param>
    public MetricBuilder Analyze(MetricFigure figure)
    {
        _metric = _metric with { Figure = figure };
        return this;
    }

    /// <summary>
    /// Splits the metric by one dimension, such as <c>region</c> or <c>version</c>: 20 values have a trend of their own, and further ones
    /// are "other". The total always holds everything.
    /// </summary>
    /// <param name="dimension">The name of the tag or route value by which feeds separate values.</param>
    /// <exception cref="ArgumentException"><paramref name="dimension"/> is not a valid name.</exception>
    public MetricBuilder SplitBy(string dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        _metric = _metric with { SplitBy = dimension };
        return this;
    }

    /// <summary>Makes the metric notify when it degrades.</summary>
    /// <param name="define">Specifies the days that are judged, the severity, and whether the release gate objects.</param>
    public MetricBuilder AlertOnTrend(Action<TrendRuleBuilder>? define = null)
    {
        var rule = new TrendRuleBuilder();
        define?.Invoke(rule);
        _metric = _metric with { TrendRule = rule.Build() };
        return this;
    }

    /// <summary>States the service that the metric belongs to.</summary>
    /// <param name="service">The service.</param>
    public MetricBuilder ForService(string service)
    {
        _metric = _metric with { Service = service };
        return this;
    }

    /// <summary>Describes what the metric means to its users.</summary>
    /// <param name="description">One sentence.</param>
    public MetricBuilder Describe(string description)
    {
        _metric = _metric with { Description = description };
        return this;
    }

    internal MetricDefinition Build() => !_hasKind && _metric.Unit == "s" ? _metric with { Kind = SeriesKind.Latency } : _metric;

    private MetricBuilder Of(SeriesKind kind)
    {
        _metric = _metric with { Kind = kind };
        _hasKind = true;
        return this;
    }

    private MetricBuilder Towards(MetricDirection direction)
    {
        _metric = _metric with { Direction = direction };
        return this;
    }
}
