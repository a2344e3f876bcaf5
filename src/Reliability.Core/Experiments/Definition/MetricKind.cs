namespace Reliability.Experiments;

/// <summary>Specifies the kind of a metric.</summary>
public enum MetricKind
{
    /// <summary>The share of units that converted: <see cref="MetricRecorder.Convert"/>.</summary>
    Proportion = 0,

    /// <summary>The mean per unit of the added values: <see cref="MetricRecorder.Add"/>. Units without a value count as 0.</summary>
    Mean = 1,

    /// <summary>
    /// A mean whose variance is reduced by a covariate that was known before the experiment (CUPED): <see cref="MetricRecorder.Add"/> and
    /// <see cref="MetricRecorder.SetCovariate"/>.
    /// </summary>
    AdjustedMean = 2,

    /// <summary>The sum of values divided by the sum of denominators: <see cref="MetricRecorder.Add"/> with both.</summary>
    Ratio = 3,
}
