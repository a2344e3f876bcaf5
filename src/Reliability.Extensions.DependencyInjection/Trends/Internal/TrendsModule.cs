using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
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
        services.Add(setup => new MetricTrends(setup.Get<ISeriesStore>(), setup.Setup.AllMetrics, [], setup.TimeProvider)
        {
            Markers = [.. setup.All<IMarkerSource>(), .. setup.Services.GetServices<IMarkerSource>()],
            Events = setup.Get<IEventLog>(),
            Documents = setup.Get<IDocumentStore>(),
        });
        services.AddShared<ITrends>(setup => setup.Get<MetricTrends>());
        services.Add(setup => new TrendAlerts(
            setup.Get<MetricTrends>(),
            setup.Get<IDocumentStore>(),
            setup.Get<IEventLog>(),
            AlertingModule.Notifiers(setup, NotificationPage.Trends),
            setup.TimeProvider));
        services.AddShared<ITrendAlerts>(setup => setup.Get<TrendAlerts>());
        services.AddHosted(setup =>
        {
            TrendAlerts alerts = setup.Get<TrendAlerts>();
            return setup.Job(JobDefinition.Of(
                TrendAlerts.JobName, TrendAlerts.RoundInterval, alerts.Watched, async (claims, token) =>
                {
                    AlertRound round = await alerts.RunAsync(claims, token).ConfigureAwait(false);
                    return new JobRound(round.Outcomes, round.DeliveryFaults);
                }));
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
        setup.AllMetrics.SelectMany(metric => metric.Validate()).Concat(Namesakes(setup)).Concat(LostRules(setup));

    private static IEnumerable<string> LostRules(ReliabilitySetup setup)
    {
        string[] names = [.. setup.AllMetrics.Select(metric => metric.Name)];
        return setup.TrendRules.Where(rule => !names.Contains(rule.Metric, StringComparer.Ordinal))
            .Select(rule => $"A trend rule is declared, but its metric is not. {Names.Unknown("metric", rule.Metric, names)}");
    }

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

        FeedOptionsCheck.Check(problems, path, metric, metric.Kind);
        TrendRuleReader.Validate(problems, path, metric.TrendRule);
    }
}
