using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>
/// Adds the feeds that a setup declares to the objectives and metrics that they name, which <see cref="FeedsCheck"/> has checked.
/// </summary>
internal sealed class DeclaredFeeds(ReliabilityRecorder recorder)
{
    private readonly Dictionary<(string Slo, string Kind, string Source, Feed? Judged), Feed> _added = [];

    public static DeclaredFeeds Of(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    /// <summary>Adds a feed. Declarations that wait for the same are one feed.</summary>
    /// <param name="slo">The name of the objective or metric.</param>
    /// <param name="kind">The kind of the feed.</param>
    /// <param name="source">What feeds the objective, such as "health check ready".</param>
    /// <param name="hint">Returns why the source may not have appeared.</param>
    /// <param name="judged">The feed of the events of which only this source reports the bad ones.</param>
    public Feed Add(string slo, string kind, string source, Func<string?>? hint = null, Feed? judged = null)
    {
        (string, string, string, Feed?) key = (slo, kind, source, judged);
        if (!_added.TryGetValue(key, out Feed? feed))
        {
            _added.Add(key, feed = recorder.AddFeed(slo, kind, source, hint, judged));
        }

        return feed;
    }
}
