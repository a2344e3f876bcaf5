namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="MetricReport"/>.</summary>
internal sealed record StoredMetricReport
{
    public required StoredMetric Metric { get; init; }

    public required IReadOnlyList<StoredEffect> Effects { get; init; }

    public static StoredMetricReport Of(MetricReport one) => new()
    {
        Metric = StoredMetric.Of(one.Metric),
        Effects = [.. one.Effects.Select(StoredEffect.Of)],
    };

    public MetricReport ToMetric() => new() { Metric = Metric.ToMetric(), Effects = [.. Effects.Select(item => item.ToEffect())] };
}
