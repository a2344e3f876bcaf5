namespace Reliability.AspNetCore.Internal;

/// <summary>Marks the endpoints that make changes, with the prefix at which they are mapped and the policy of their callers.</summary>
internal sealed class WriteEndpoint(string prefix, string policy)
{
    private long _requests;

    public string Prefix => prefix;

    public string Policy => policy;

    /// <summary>Gets the number of requests that were handled.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Counts a request that was handled, and perhaps changed something.</summary>
    public void Count() => Interlocked.Increment(ref _requests);
}
