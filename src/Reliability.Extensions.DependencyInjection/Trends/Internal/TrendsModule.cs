using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Metrics and their trends.</summary>
internal sealed class TrendsModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.AddShared<IMetricBackfill>(setup => new MetricBackfill(
            setup.Get<ISeriesStore>(), setup.Setup.Metrics, setup.Setup.Objectives, setup.Setup.Recorder, setup.TimeProvider));
        services.AddShared<ITrends>(setup => new MetricTrends(
            setup.Get<ISeriesStore>(), setup.Setup.Metrics, setup.Setup.Objectives, setup.TimeProvider)
        {
            Markers = [.. setup.All<IMarkerSource>(), .. setup.Services.GetServices<IMarkerSource>()],
        });
    }

    public void Validate(OptionProblems problems)
    {
        ReliabilityOptions options = problems.Options;
        foreach ((string name, MetricOptions metric) in options.Metrics)
        {
            Metric(problems, name, metric);
        }
    }

    /// <summary>Returns what no single metric shows: names that are taken.</summary>
    public static IEnumerable<string> Problems(ReliabilitySetup setup) =>
        setup.Metrics.SelectMany(metric => metric.Validate()).Concat(Namesakes(setup));

    private static IEnumerable<string> Namesakes(ReliabilitySetup setup) => setup.Metrics.Select(metric => metric.Name)
        .Concat(setup.Objectives.Select(slo => slo.Name).Distinct(StringComparer.Ordinal))
        .CountBy(name => name, StringComparer.Ordinal)
        .Where(name => name.Value > 1)
        .Select(name => $"Several metrics and objectives are named '{name.Key}'; names are unique within an application, because an "
            + "objective is a metric too.");

    private static void Metric(OptionProblems problems, string name, MetricOptions metric)
    {
        string path = $"{nameof(ReliabilityOptions.Metrics)}:{name}";
        problems.Try(path, () => new MetricDefinition(name));
        foreach ((string setting, Func<object> read) in MetricOptionsReader.Parts(metric))
        {
            problems.Try($"{path}:{setting}", read);
        }

        if (metric.Scale is not null && metric.Kind != Recording.SeriesKind.Score)
        {
            problems.Add($"{path}:{nameof(metric.Scale)}", "only a metric of the kind Score uses it.");
        }

        FeedOptionsCheck.Check(problems, path, metric);
    }
}
