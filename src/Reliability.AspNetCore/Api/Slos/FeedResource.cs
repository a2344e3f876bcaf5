using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

internal sealed record FeedResource(string Slo, string Kind, string Name, string State, DateTimeOffset? ConnectedSince, string? Hint)
{
    public static FeedResource From(FeedStatus feed) =>
        new(feed.Slo, feed.Kind, feed.Name, feed.State.ToString(), feed.ConnectedSince, feed.Hint);
}
