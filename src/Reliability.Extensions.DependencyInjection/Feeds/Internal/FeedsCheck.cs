using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Checks what the feeds of a setup name: objectives, metrics, health checks and methods of HTTP.</summary>
internal sealed class FeedsCheck(OptionProblems problems, IReadOnlyList<string> healthChecks)
{
    private readonly ReliabilityOptions _options = problems.Options;

    public void Check()
    {
        FedSeries[] declared = [.. Declared()];
        FeedDeclaration[] feeds = [.. _options.Declared.OfType<FeedDeclaration>()];
        foreach (FeedDeclaration feed in feeds)
        {
            // The list of a setting may be reported as a whole already, because its objective counts other events.
            if (FedSeries.Problem(feed, declared) is { } problem && !IsReported(feed.Setting))
            {
                Add(feed.Setting, problem);
            }

            if (feed.HealthCheck is { } check && !healthChecks.Contains(check, StringComparer.OrdinalIgnoreCase))
            {
                Add(
                    feed.Setting,
                    $"No health check is named '{check}', so '{feed.Slo}' would never be fed. "
                    + $"{Names.Hint(check, healthChecks) ?? "No health check is registered; call AddHealthChecks().AddCheck(...)."}");
            }
        }

        // A route may declare a method of its own, and routes are mapped later. If the setup is wrong anyway, the method is reported with
        // the rest; otherwise when the routes are known.
        if (problems.Count > 0)
        {
            foreach ((string? setting, string method) in feeds.SelectMany(feed => feed.Methods.Select(one => (feed.Setting, one)))
                .Concat(MethodsOfConfiguration())
                .Where(one => one.Item2.Length > 0 && !HttpMethodNames.IsKnown(one.Item2)))
            {
                Add(
                    setting,
                    $"'{method}' is not a method of HTTP, and is wrong unless a route declares it. "
                    + Names.Hint(method, HttpMethodNames.All));
            }
        }
    }

    private static SeriesKind? CountedBy(SloKind? kind) => ObjectivesModule.CountedBy(kind);

    private IEnumerable<FedSeries> Declared() =>
    [
        .. _options.Declared.OfType<SloDefinition>().Select(slo => new FedSeries(slo.Name, slo.Series.Kind)),
        .. _options.Declared.OfType<MetricDefinition>().Select(metric => new FedSeries(metric.Name, metric.Series.Kind)),
        .. _options.Slos.Select(slo => new FedSeries(slo.Key, CountedBy(slo.Value.Kind))),
        .. _options.Metrics.Select(metric => new FedSeries(metric.Key, metric.Value.Kind)),
    ];

    private IEnumerable<(string? Setting, string Method)> MethodsOfConfiguration() =>
        _options.Slos.Select(slo => ($"{nameof(_options.Slos)}:{slo.Key}", slo.Value.Requests))
            .Concat(_options.Metrics.Select(metric => ($"{nameof(_options.Metrics)}:{metric.Key}", metric.Value.Requests)))
            .SelectMany(fed => fed.Requests.SelectMany((feed, i) => feed.Methods.Select((method, j) => (
                (string?)string.Create(
                    CultureInfo.InvariantCulture,
                    $"{fed.Item1}:{nameof(FedOptions.Requests)}:{i}:{nameof(RequestFeedOptions.Methods)}:{j}"),
                method))));

    private bool IsReported(string? setting) => setting is not null
        && problems.All.Any(one => one.StartsWith(
            $"{_options.PathOf(setting[..setting.LastIndexOf(':')])}: ", StringComparison.OrdinalIgnoreCase));

    private void Add(string? setting, string problem)
    {
        if (setting is null)
        {
            problems.Add(problem);
        }
        else
        {
            problems.Add(setting, problem);
        }
    }
}
