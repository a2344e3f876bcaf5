using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A call of gRPC is judged by the status that its client sees.</summary>
public sealed class GrpcRequestTests
{
    [Theory]
    [InlineData("/shop.Orders/Silent", 1)]
    [InlineData("/shop.Orders/Broken", 1)]
    [InlineData("/shop.Orders/Fine", 0)]
    [InlineData("/shop.Orders/Rejected", 0)]
    public async Task A_response_without_a_status_is_Unknown_unless_HTTP_rejected_the_call(string path, int bad)
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartPlainAsync(left);
        using HttpRequestMessage request = Request(path);
        using HttpResponseMessage _ = await site.Client.SendAsync(request);
        (await site.CountAsync("web")).Should().Be((1m, bad));
    }

    [Theory]
    [InlineData("/shop.Orders/Silent", 0)]
    [InlineData("/shop.Orders/Broken", 0)]
    [InlineData("/shop.Orders/Fine", 0)]
    [InlineData("/shop.Orders/Unavailable", 1)]
    [InlineData("/shop.Orders/Failed", 1)]
    [InlineData("/shop.Orders/Rejected", 0)]
    public async Task A_forwarded_call_of_gRPC_Web_has_its_status_in_the_body_and_is_judged_by_HTTP(string path, int bad)
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartPlainAsync(left);
        foreach (string type in (string[])["application/grpc-web", "application/grpc-web-text", "application/grpc-web+proto"])
        {
            using HttpRequestMessage request = Request(path, type);
            using HttpResponseMessage _ = await site.Client.SendAsync(request);
        }

        (await site.CountAsync("web")).Should().Be((3m, 3 * bad));
    }

    [Theory]
    [InlineData("/shop.Orders/Left")]
    [InlineData("/shop.Orders/Left?status")]
    public async Task A_call_that_its_client_leaves_is_not_counted(string path)
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartPlainAsync(left);
        using HttpRequestMessage request = Request(path);
        (await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead)).Dispose();
        await left.WaitAsync();
        (await site.CountAsync("web")).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData("Follow", 0)]
    [InlineData("Read", 5)]
    public async Task A_stream_of_messages_is_timed_to_its_headers_and_a_single_response_to_its_end(string method, int slow)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("web", s => s.Availability(99m)).FromRequests("web")
                .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromRequests("fast"),
            app =>
            {
                app.UseReliability();
                app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
                app.MapGrpcService<FeedService>();
            },
            services: services => services
                .AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow))
                .AddGrpc());
        for (int i = 0; i < 5; i++)
        {
            await FeedClient.CallAsync(site, method, "application/grpc-web");
        }

        (await site.CountAsync("web")).Should().Be((5m, 0m));
        (await site.CountAsync("fast")).Should().Be((5m, slow));
    }

    private static HttpRequestMessage Request(string path, string type = "application/grpc")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = new(type);
        return request;
    }

    private static Task<Site> StartPlainAsync(SemaphoreSlim left) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
        app =>
        {
            app.ReportLeaving(left);
            app.UseReliability();
            app.MapPost("/shop.Orders/Silent", () => { });
            app.MapPost("/shop.Orders/Broken", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("a message");
                await http.Response.Body.FlushAsync();
            });
            app.MapPost("/shop.Orders/Fine", (HttpContext http) => { http.Response.Headers["grpc-status"] = "0"; });
            app.MapPost("/shop.Orders/Unavailable", (HttpContext http) => { http.Response.Headers["grpc-status"] = "14"; });
            app.MapPost("/shop.Orders/Failed", (HttpContext http) => { http.Response.StatusCode = StatusCodes.Status502BadGateway; });
            app.MapPost("/shop.Orders/Rejected", (HttpContext http) => { http.Response.StatusCode = StatusCodes.Status401Unauthorized; });
            app.MapPost("/shop.Orders/Left", async (HttpContext http) =>
            {
                var gone = new TaskCompletionSource();
                await using CancellationTokenRegistration leaving = http.RequestAborted.Register(gone.SetResult);
                if (http.Request.QueryString.HasValue)
                {
                    http.Response.Headers["grpc-status"] = "1";
                }

                await http.Response.WriteAsync("a message");
                await http.Response.Body.FlushAsync();
                await gone.Task;
            });
        });
}
