using System.Net;
using System.Text;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Calls <see cref="FeedService"/> by gRPC-Web, as a browser does.</summary>
internal static class FeedClient
{
    public static async Task CallAsync(Site site, string method, string mode)
    {
        byte[] message = new byte[5];
        using var content = new ByteArrayContent(
            mode.EndsWith("text", StringComparison.Ordinal)
                ? Encoding.ASCII.GetBytes(Convert.ToBase64String(message))
                : message);
        content.Headers.ContentType = new(mode);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/feed.Feed/{method}") { Content = content };
        request.Headers.Accept.Add(new(mode));
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be(mode);
    }
}
