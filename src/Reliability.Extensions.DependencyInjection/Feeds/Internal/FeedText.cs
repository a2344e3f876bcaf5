namespace Reliability.Internal;

/// <summary>Words of a feed.</summary>
internal static class FeedText
{
    /// <summary>Returns the conditions as part of the name of a feed: they belong to what the feed waits for.</summary>
    public static string Where(TagCondition[] conditions) =>
        conditions.Length == 0 ? "" : $" where {string.Join(" and ", conditions.AsEnumerable())}";
}
