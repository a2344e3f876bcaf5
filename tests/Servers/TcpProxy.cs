using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Reliability.TestServers.Internal;

namespace Reliability.TestServers;

/// <summary>
/// A faulty network: a loopback port that passes connections on to a server, and can refuse, delay, swallow and cut. Every change
/// applies to open connections too.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly string _serverHost;
    private readonly int _serverPort;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<ProxyConnection, bool> _open = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _accepting;
    private volatile ProxyMode _mode = ProxyMode.Pass;
    private volatile ReplyTrap? _trap;
    private int _connections;
    private long _bytesToServer;
    private long _bytesToClient;
    private long _roundTrips;
    private long _lostBytes;

    private TcpProxy(string host, int port)
    {
        _serverHost = host;
        _serverPort = port;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>127.0.0.1.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>Where clients connect to.</summary>
    public int Port { get; }

    /// <summary>How many connections came so far, refused ones included.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many connections are open.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>The bytes of requests that were passed on.</summary>
    public long BytesToServer => Volatile.Read(ref _bytesToServer);

    /// <summary>The bytes of replies that were passed on.</summary>
    public long BytesToClient => Volatile.Read(ref _bytesToClient);

    /// <summary>The bytes of replies that went nowhere, because of <see cref="DropReplies"/>.</summary>
    public long LostBytes => Volatile.Read(ref _lostBytes);

    /// <summary>
    /// How often a client said something after all it had been answered: what a request and its reply cost on a slow network.
    /// </summary>
    public long RoundTrips => Volatile.Read(ref _roundTrips);

    internal ProxyMode Mode => _mode;

    /// <summary>Starts a proxy, in <see cref="Pass"/>, in front of a server, which need not run yet.</summary>
    public static Task<TcpProxy> StartAsync(string host, int port) => Task.FromResult(new TcpProxy(host, port));

    /// <summary>Passes everything on.</summary>
    public void Pass() => _mode = ProxyMode.Pass;

    /// <summary>New connections are reset as soon as they are accepted; see <see cref="CutAll"/> for the open ones.</summary>
    public void Refuse() => _mode = new ProxyMode(Refuses: true);

    /// <summary>Requests pass at once, each reply this much after it came.</summary>
    public void Delay(TimeSpan delay) => _mode = new ProxyMode(Delay: delay);

    /// <summary>
    /// Requests reach the server, its replies go nowhere. A connection that lost a reply never gets another one: TCP has no gaps.
    /// </summary>
    public void DropReplies() => _mode = new ProxyMode(DropsReplies: true);

    /// <summary>Resets every open connection, to the client and to the server.</summary>
    public void CutAll()
    {
        foreach (ProxyConnection connection in _open.Keys)
        {
            connection.Reset();
        }
    }

    /// <summary>Ends one direction of every open connection, as a peer that has no more to say.</summary>
    public void HalfClose(ProxyDirection direction)
    {
        foreach (ProxyConnection connection in _open.Keys)
        {
            connection.HalfClose(direction);
        }
    }

    /// <summary>
    /// Loses the reply to the next request that matches: the request reaches the server, the server does and answers it, and
    /// instead of the reply the client gets a reset. One such wish is active at a time; a new one takes the place of the old one.
    /// </summary>
    /// <param name="matches">Gets what one read from the client returned: a request, a part of a long one, or several.</param>
    /// <param name="times">After how many requests all passes again.</param>
    /// <returns>Completes when the last of these connections was reset; cancelled if another wish takes its place.</returns>
    public Task DropReplyAfterRequest(Func<ReadOnlyMemory<byte>, bool> matches, int times = 1)
    {
        var trap = new ReplyTrap(matches, times);
        Interlocked.Exchange(ref _trap, trap)?.Cancel();
        return trap.Done;
    }

    /// <summary>As above, for requests that contain a text, such as <c>EVALSHA</c> or <c>COMMIT</c>.</summary>
    public Task DropReplyAfterRequest(string text, int times = 1)
    {
        byte[] sought = Encoding.UTF8.GetBytes(text);
        return DropReplyAfterRequest(request => request.Span.IndexOf(sought) >= 0, times);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        _listener.Dispose();
        await _accepting;
        CutAll();
        _trap?.Cancel();
        _disposed.Dispose();
    }

    internal ReplyTrap? TrapFor(ReadOnlyMemory<byte> request) => _trap is { } trap && trap.Takes(request) ? trap : null;

    internal void Count(ProxyDirection direction, int bytes) =>
        Interlocked.Add(ref direction == ProxyDirection.ToServer ? ref _bytesToServer : ref _bytesToClient, bytes);

    internal void CountLost(int bytes) => Interlocked.Add(ref _lostBytes, bytes);

    internal void CountRoundTrip() => Interlocked.Increment(ref _roundTrips);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_disposed.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _connections);
        using var connection = new ProxyConnection(this, client);
        if (!_mode.Refuses)
        {
            _open[connection] = true;
            await connection.RunAsync(_serverHost, _serverPort);
            _open.TryRemove(connection, out _);
        }
    }
}
