using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>A receiver of webhooks on a free port of the loopback, that answers as told.</summary>
internal sealed class HookServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();

    public HookServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>What is answered; null keeps the caller waiting.</summary>
    public string? Answer { get; set; } = "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    public ConcurrentQueue<(string Head, string Body)> Requests { get; } = new();

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hooks/alerts?team=shop");

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_ending.Token);
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // The test is over, or the caller has gone.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        List<byte> read = [];
        byte[] buffer = new byte[4096];
        int bodyFrom = -1;
        int length = 0;
        while (bodyFrom < 0 || read.Count < bodyFrom + length)
        {
            int count = await stream.ReadAsync(buffer, _ending.Token);
            if (count == 0)
            {
                return;
            }

            read.AddRange(buffer.AsSpan(0, count));
            string text = Encoding.Latin1.GetString([.. read]);
            if (bodyFrom < 0 && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end)
            {
                bodyFrom = end + 4;
                length = int.Parse(text.Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        byte[] all = [.. read];
        Requests.Enqueue((Encoding.Latin1.GetString(all, 0, bodyFrom), Encoding.UTF8.GetString(all, bodyFrom, length)));
        if (Answer is null)
        {
            await Task.Delay(Timeout.Infinite, _ending.Token);
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(Answer!), _ending.Token);
    }
}
