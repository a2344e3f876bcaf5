using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

internal sealed record MetricFeedResource(string Kind, string Name, string State, DateTimeOffset? ConnectedSince, string? Hint)
{
    public static MetricFeedResource From(FeedStatus feed) =>
        new(feed.Kind, feed.Name, feed.State.ToString(), feed.ConnectedSince, feed.Hint);
}
