using System.Net.Sockets;
using System.Text;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A client that says what it is told to, byte by byte.</summary>
internal static class RawClient
{
    /// <summary>Sends a text on a connection of its own, and returns the status line of the response.</summary>
    public static async Task<string> SendAsync(Site site, string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, limit.Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), limit.Token);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(limit.Token) ?? "";
    }
}
