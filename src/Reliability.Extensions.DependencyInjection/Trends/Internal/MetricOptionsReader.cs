using Reliability.Recording;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Turns configured metrics into definitions.</summary>
internal static class MetricOptionsReader
{
    /// <summary>Returns the parts that can be wrong, each with the setting that it reads.</summary>
    public static IEnumerable<(string Setting, Func<object> Read)> Parts(MetricOptions options)
    {
        yield return (nameof(options.Kind), () => new MetricDefinition("any") { Kind = KindOf(options) });
        yield return (nameof(options.Scale), () => new MetricDefinition("any") { Scale = options.Scale ?? 1 });
        yield return (nameof(options.Unit), () => new MetricDefinition("any") { Unit = options.Unit });
        yield return (nameof(options.Direction), () => new MetricDefinition("any") { Direction = options.Direction ?? default });
        yield return (nameof(options.MinimumEffect), () => new MetricDefinition("any") { MinimumEffect = options.MinimumEffect });
        yield return (nameof(options.Threshold), () => new MetricDefinition("any") { Threshold = options.Threshold });
        yield return (nameof(options.SplitBy), () => new MetricDefinition("any") { SplitBy = options.SplitBy });
        yield return (nameof(options.Figure), () => new MetricDefinition("any") { Figure = options.Figure });
        yield return (
            nameof(options.Service), () => new MetricDefinition("any") { Service = options.Service ?? SloDefinition.DefaultService });
    }

    public static MetricDefinition Read(string name, MetricOptions options)
    {
        SeriesKind kind = KindOf(options);
        return new MetricDefinition(name)
        {
            Kind = kind,
            Scale = options.Scale ?? 1,
            Unit = options.Unit,
            Direction = options.Direction
                ?? (kind is SeriesKind.Outcome or SeriesKind.Score ? MetricDirection.HigherIsBetter : MetricDirection.Unknown),
            MinimumEffect = options.MinimumEffect,
            Threshold = options.Threshold,
            Figure = options.Figure,
            SplitBy = options.SplitBy,
            Service = options.Service ?? SloDefinition.DefaultService,
            Description = options.Description,
            TrendRule = TrendRuleReader.Read(options.TrendRule),
        };
    }

    private static SeriesKind KindOf(MetricOptions options) =>
        options.Kind ?? (options.Unit == "s" ? SeriesKind.Latency : SeriesKind.Measurement);
}
