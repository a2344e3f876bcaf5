using Reliability.Recording;

namespace Reliability.Common.Internal;

/// <summary>Says whether anything feeds a metric.</summary>
internal static class MetricFeeds
{
    /// <summary>
    /// Returns why a metric gets no values in this process, as one sentence; <see langword="null"/> if a feed is connected.
    /// </summary>
    public static string? Problem(IReadOnlyList<FeedStatus> feeds)
    {
        if (feeds.Any(feed => feed.State == FeedState.Connected))
        {
            return null;
        }

        FeedStatus? declared = feeds.FirstOrDefault(feed => feed.Kind != FeedKinds.Code);
        return declared is null
            ? "Nothing feeds this metric in this process: no source is declared, and no code has taken its recorder."
            : declared.Describe();
    }
}
