namespace Reliability.AspNetCore.Internal;

internal sealed record FeedList(IReadOnlyList<FeedResource> Feeds);
