namespace Reliability.Experiments;

/// <summary>What a metric is per arm.</summary>
public enum MetricKind
{
    /// <summary>The share of units that did it: <see cref="MetricRecorder.Convert"/>.</summary>
    Proportion = 0,

    /// <summary>The mean per unit of what was added: <see cref="MetricRecorder.Add"/>. Units without a value count as 0.</summary>
    Mean = 1,

    /// <summary>A mean whose noise is reduced by what was known of each unit before (CUPED): <see cref="MetricRecorder.Add"/> and <see cref="MetricRecorder.SetCovariate"/>.</summary>
    AdjustedMean = 2,

    /// <summary>The sum of values over the sum of denominators: <see cref="MetricRecorder.Add"/> with both.</summary>
    Ratio = 3,
}
