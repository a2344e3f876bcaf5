using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The stored form of the sums of a metric in an arm.</summary>
internal sealed record StoredMetricSums
{
    public required string Metric { get; init; }

    public required long Units { get; init; }

    public required double X { get; init; }

    public required double XX { get; init; }

    public required double Y { get; init; }

    public required double YY { get; init; }

    public required double XY { get; init; }

    public static StoredMetricSums Of(MetricSums one) => new()
    {
        Metric = one.Metric,
        Units = one.Units,
        X = one.X,
        XX = one.XX,
        Y = one.Y,
        YY = one.YY,
        XY = one.XY,
    };

    public MetricSums ToSums() => new() { Metric = Metric, Units = Units, X = X, XX = XX, Y = Y, YY = YY, XY = XY };
}
