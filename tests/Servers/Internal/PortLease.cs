using System.Net;
using System.Net.Sockets;

namespace Reliability.TestServers.Internal;

/// <summary>
/// Keeps a free loopback port for one server. The socket stays bound but never listens: the server, which sets SO_REUSEADDR, can
/// bind beside it, nobody else is given the port, and a connection while the server is dead is refused.
/// </summary>
internal sealed class PortLease : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public PortLease()
    {
        _socket.ExclusiveAddressUse = true;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public void Dispose() => _socket.Dispose();
}
