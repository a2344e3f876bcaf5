namespace Reliability.TestServers.Internal;

/// <summary>What a proxy does with connections and replies.</summary>
internal sealed record ProxyMode(bool Refuses = false, bool DropsReplies = false, TimeSpan Delay = default)
{
    public static ProxyMode Pass { get; } = new();
}
