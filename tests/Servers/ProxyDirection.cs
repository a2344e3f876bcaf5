namespace Reliability.TestServers;

/// <summary>One of the two streams that a <see cref="TcpProxy"/> passes on.</summary>
public enum ProxyDirection
{
    /// <summary>What the client says.</summary>
    ToServer,

    /// <summary>What the server answers.</summary>
    ToClient,
}
