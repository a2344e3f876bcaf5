using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Adds the feeds that a setup declares to the objectives and metrics that they name.</summary>
internal sealed class DeclaredFeeds(IReadOnlyList<SeriesDefinition> declared, ReliabilityRecorder recorder, string setup)
{
    private readonly Dictionary<(string Slo, string Kind, string Source, Feed? Judged), Feed> _added = [];

    public static DeclaredFeeds Of(IServiceProvider provider, object? key) => new(
        [.. provider.GetRequiredKeyedService<ITrends>(key).Metrics.Select(metric => metric.Series)],
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        (string)key!);

    /// <summary>Adds a feed. Declarations that wait for the same are one feed.</summary>
    /// <param name="slo">The name of the objective or metric.</param>
    /// <param name="kind">The kind of the feed.</param>
    /// <param name="source">What feeds the objective, such as "health check ready".</param>
    /// <param name="hint">Returns why the source may not have appeared.</param>
    /// <param name="judged">The feed of the events of which only this source reports the bad ones.</param>
    /// <param name="fed">The kinds of events that the source can report; empty for all.</param>
    /// <exception cref="OptionsValidationException">No objective and no metric has the name, or it counts other events.</exception>
    public Feed Add(string slo, string kind, string source, Func<string?>? hint, Feed? judged, params ReadOnlySpan<SeriesKind> fed)
    {
        if (FedSeries.Problem($"The {source}", slo, declared, fed) is { } problem)
        {
            throw Wrong(problem);
        }

        (string, string, string, Feed?) key = (slo, kind, source, judged);
        if (!_added.TryGetValue(key, out Feed? feed))
        {
            _added.Add(key, feed = recorder.AddFeed(slo, kind, source, hint, judged));
        }

        return feed;
    }

    /// <inheritdoc cref="Add(string, string, string, Func{string?}?, Feed?, ReadOnlySpan{SeriesKind})"/>
    public Feed Add(string slo, string kind, string source, Func<string?>? hint = null, params ReadOnlySpan<SeriesKind> fed) =>
        Add(slo, kind, source, hint, judged: null, fed);

    /// <summary>Returns the exception for a declaration that is wrong: the one because of which a host does not start.</summary>
    public OptionsValidationException Wrong(string problem) => new(setup, typeof(ReliabilityOptions), [problem]);
}
