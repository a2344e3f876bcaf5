using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Reliability.TestServers.Internal;

/// <summary>As much of the Redis protocol (RESP2) as sending one command after the other needs.</summary>
internal sealed class RespConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly CancellationTokenSource _patience = new(Patience);
    private BufferedStream _stream = null!;

    private RespConnection()
    {
    }

    public static async Task<RespConnection> OpenAsync(string host, int port, string? password)
    {
        var connection = new RespConnection();
        try
        {
            await connection._client.ConnectAsync(host, port, connection._patience.Token);
            connection._stream = new BufferedStream(connection._client.GetStream());
            if (password is not null)
            {
                await connection.SendAsync("AUTH", password);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command and returns the answer; an error of the server is thrown with its text.</summary>
    public async Task<RespReply> SendAsync(params string[] command)
    {
        using var request = new MemoryStream();
        request.Write(Encoding.UTF8.GetBytes($"*{command.Length}\r\n"));
        foreach (byte[] argument in command.Select(Encoding.UTF8.GetBytes))
        {
            request.Write(Encoding.UTF8.GetBytes($"${argument.Length}\r\n"));
            request.Write(argument);
            request.Write("\r\n"u8);
        }

        await _client.GetStream().WriteAsync(request.ToArray(), _patience.Token);
        return await ReadAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<RespReply> ReadAsync()
    {
        string line = await ReadLineAsync();
        string rest = line[1..];
        return line[0] switch
        {
            '+' or ':' => new RespReply(rest),
            '-' => throw new InvalidOperationException(rest),
            '$' => new RespReply(await ReadBulkAsync(Count(rest))),
            '*' => new RespReply(null, await ReadItemsAsync(Count(rest))),
            _ => throw new InvalidDataException($"Not an answer of Redis: {line}"),
        };
    }

    private async Task<string?> ReadBulkAsync(int length)
    {
        if (length < 0)
        {
            return null;
        }

        byte[] bytes = new byte[length + 2];
        await _stream.ReadExactlyAsync(bytes, _patience.Token);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private async Task<RespReply[]> ReadItemsAsync(int count)
    {
        var items = new RespReply[Math.Max(count, 0)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = await ReadAsync();
        }

        return items;
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new List<byte>();
        byte[] one = new byte[1];
        do
        {
            await _stream.ReadExactlyAsync(one, _patience.Token);
            line.Add(one[0]);
        }
        while (one[0] != '\n');
        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r', '\n');
    }

    private static int Count(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
