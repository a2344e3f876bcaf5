using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Reliability.TestServers.Internal;

/// <summary>One client of a proxy, and its connection to the server.</summary>
internal sealed class ProxyConnection(TcpProxy proxy, Socket client) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile ReplyTrap? _trap;
    private volatile bool _draining;
    private volatile bool _isAsking;

    /// <summary>Passes on what both sides say until both have ended, or one was reset.</summary>
    public async Task RunAsync(string host, int port)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(host, port);
            await Task.WhenAll(OrResetAsync(PassRequestsAsync), OrResetAsync(PassRepliesAsync));
        }
        catch (Exception e) when (IsConnectionLoss(e))
        {
            // The server cannot be reached: the client learns it by a reset.
        }
    }

    public void HalfClose(ProxyDirection direction)
    {
        try
        {
            (direction == ProxyDirection.ToServer ? _server : client).Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsConnectionLoss(e))
        {
            // Closed already.
        }
    }

    /// <summary>Ends both connections with RST instead of FIN; harmless when they have ended.</summary>
    public void Reset()
    {
        foreach (Socket socket in new[] { client, _server })
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (IsConnectionLoss(e))
            {
                // Closed already.
            }

            socket.Close(timeout: 0);
        }
    }

    public void Dispose() => Reset();

    private async Task PassRequestsAsync()
    {
        byte[] buffer = new byte[ChunkBytes];
        while (await client.ReceiveAsync(buffer) is > 0 and int count)
        {
            ReadOnlyMemory<byte> request = buffer.AsMemory(0, count);
            // Set before the request goes out: the reply may be faster than the next line.
            _trap ??= proxy.TrapFor(request);
            if (!_draining)
            {
                if (!_isAsking)
                {
                    _isAsking = true;
                    proxy.CountRoundTrip();
                }

                await SendAsync(_server, request);
                proxy.Count(ProxyDirection.ToServer, count);
            }
        }

        HalfClose(ProxyDirection.ToServer);
    }

    private async Task PassRepliesAsync()
    {
        var replies = Channel.CreateUnbounded<(long Received, TimeSpan Delay, byte[] Bytes)>();
        Task delivery = OrResetAsync(() => DeliverAsync(replies.Reader));
        byte[] buffer = new byte[ChunkBytes];
        bool hasLost = false;
        try
        {
            while (await _server.ReceiveAsync(buffer) is > 0 and int count && _trap is null)
            {
                ProxyMode mode = proxy.Mode;
                // TCP never delivers what follows a gap: a client would take the next reply for the lost one.
                hasLost |= mode.DropsReplies;
                if (hasLost)
                {
                    proxy.CountLost(count);
                }
                else
                {
                    replies.Writer.TryWrite((Stopwatch.GetTimestamp(), mode.Delay, buffer[..count]));
                }
            }
        }
        catch (Exception e) when (_trap is not null && IsConnectionLoss(e))
        {
            // No reply will come: it is as lost as one that did.
        }

        if (_trap is { } trap)
        {
            await DrainAsync(buffer);
            Reset();
            trap.ReplyLost();
        }

        replies.Writer.Complete();
        await delivery;
    }

    private async Task DeliverAsync(ChannelReader<(long Received, TimeSpan Delay, byte[] Bytes)> replies)
    {
        await foreach ((long received, TimeSpan delay, byte[] bytes) in replies.ReadAllAsync())
        {
            TimeSpan remaining = delay - Stopwatch.GetElapsedTime(received);
            if (remaining > TimeSpan.Zero)
            {
                await Task.Delay(remaining);
            }

            _isAsking = false;
            await SendAsync(client, bytes);
            proxy.Count(ProxyDirection.ToClient, bytes.Length);
        }

        HalfClose(ProxyDirection.ToClient);
    }

    /// <summary>
    /// The bytes that came first may answer an earlier request. A server that is told that no more will come finishes what it
    /// has, answers, and only then hangs up.
    /// </summary>
    private async Task DrainAsync(byte[] buffer)
    {
        _draining = true;
        HalfClose(ProxyDirection.ToServer);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _server.ReceiveAsync(buffer, patience.Token) > 0)
            {
            }
        }
        catch (Exception e) when (IsConnectionLoss(e))
        {
            // Hung up, or it has been long enough.
        }
    }

    private async Task OrResetAsync(Func<Task> pass)
    {
        try
        {
            await pass();
        }
        catch (Exception e) when (IsConnectionLoss(e))
        {
            if (!_draining)
            {
                Reset();
            }
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    private static bool IsConnectionLoss(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;
}
