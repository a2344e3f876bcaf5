using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>The outcome of a request is what its client got, not what the task of the pipeline did.</summary>
public sealed class RequestOutcomeTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_body_that_is_too_large_is_judged_by_its_413()
    {
        await using Site site = await StartReaderAsync(limits => limits.MaxRequestBodySize = 100);
        for (int i = 0; i < 80; i++)
        {
            (await RawClient.SendAsync(site, Post("Content-Length: 2", "ok"))).Should().Contain(" 200 ");
        }

        for (int i = 0; i < 20; i++)
        {
            (await RawClient.SendAsync(site, Post("Content-Length: 1000", ""))).Should().Contain(" 413 ");
        }

        (await site.CountAsync("web")).Should().Be((100m, 0m));
    }

    [Fact]
    public async Task A_body_that_stalls_is_judged_by_its_408()
    {
        await using Site site = await StartReaderAsync(
            limits => limits.MinRequestBodyDataRate = new MinDataRate(1_000_000, TimeSpan.FromSeconds(1.1)));
        (await RawClient.SendAsync(site, Post("Content-Length: 10", "o"))).Should().Contain(" 408 ");
        (await site.CountAsync("web")).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task A_malformed_body_is_judged_by_its_400()
    {
        await using Site site = await StartReaderAsync(_ => { });
        (await RawClient.SendAsync(site, Post("Transfer-Encoding: chunked", "not-a-size\r\n"))).Should().Contain(" 400 ");
        (await site.CountAsync("web")).Should().Be((1m, 0m));
    }

    [Theory]
    [InlineData("/completed", 0)]
    [InlineData("/completed-late", 0)]
    [InlineData("/disposed-late", 0)]
    [InlineData("/disposed", 0)]
    [InlineData("/after", 0)]
    [InlineData("/declared", 0)]
    [InlineData("/declared?stream", 0)]
    [InlineData("/declared?file", 0)]
    [InlineData("/undeclared", 20)]
    [InlineData("/streamed", 20)]
    [InlineData("/streamed?first", 20)]
    public async Task Work_after_the_last_byte_is_no_latency_and_a_body_that_streams_is(string path, int slow)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Site site = await StartTimedAsync(clock, _ => { });
        for (int i = 0; i < 20; i++)
        {
            await site.GetAsync(path);
        }

        (await site.CountAsync("fast")).Should().Be((20m, slow));
    }

    [Fact]
    public async Task Latency_can_end_at_the_first_byte()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Site site = await StartTimedAsync(clock, filter => filter.ToFirstByte());
        await site.GetAsync("/streamed");
        (await site.CountAsync("fast")).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task A_stream_of_events_is_judged_at_its_headers()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Site site = await StartTimedAsync(clock, _ => { });
        for (int i = 0; i < 5; i++)
        {
            await site.GetAsync("/events");
        }

        (await site.CountAsync("fast")).Should().Be((5m, 0m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_WebSocket_is_judged_at_its_headers_however_it_ends(bool isClosed)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using Site site = await StartTimedAsync(clock, _ => { });
        for (int i = 0; i < 5; i++)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new UriBuilder(site.Client.BaseAddress!) { Scheme = "ws", Path = "/socket" }.Uri, limit.Token);
            await socket.ReceiveAsync(new byte[8], limit.Token);
            if (isClosed)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", limit.Token);
            }
            else
            {
                socket.Abort();
            }
        }

        (await site.CountAsync("fast")).Should().Be((5m, 0m));
        (await site.CountAsync("web")).Should().Be((5m, 0m));
    }

    [Fact]
    public async Task A_WebSocket_counts_when_it_is_accepted_and_its_end_changes_nothing()
    {
        using var end = new SemaphoreSlim(0);
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.UseReliability();
                app.UseWebSockets();
                app.MapGet("/socket", async (HttpContext http) =>
                {
                    using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
                    await end.WaitAsync();
                    throw new InvalidOperationException("thrown on purpose, as by a handler that writes to a socket that is gone");
                });
            });
        ClientWebSocket[] sockets = [.. Enumerable.Range(0, 5).Select(_ => new ClientWebSocket())];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        foreach (ClientWebSocket socket in sockets)
        {
            await socket.ConnectAsync(new UriBuilder(site.Client.BaseAddress!) { Scheme = "ws", Path = "/socket" }.Uri, limit.Token);
        }

        (await site.StatusAsync("web", total: 5)).Bad.Should().Be(0);
        Array.ForEach(sockets, socket => socket.Dispose());
        end.Release(sockets.Length);
        (await site.CountAsync("web")).Should().Be((5m, 0m));
    }

    [Theory]
    [InlineData(0, 5, 5, 0)]
    [InlineData(2, 5, 10, 5)]
    public async Task A_client_that_left_before_the_response_is_not_counted_unless_it_waited_too_long(
        int seconds, int available, int timed, int slow)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var entered = new SemaphoreSlim(0);
        using var left = new SemaphoreSlim(0);
        using var ended = new SemaphoreSlim(0);
        await using Site site = await Site.StartAsync(
            TimedObjectives(_ => { }),
            app =>
            {
                app.Use((http, next) =>
                {
                    // The last callback that is registered is called first: when this one is, the middleware knows that the client left.
                    http.RequestAborted.Register(() => left.Release());
                    return next(http);
                });
                app.UseReliability();
                app.MapGet("/ok", () => "ok");
                app.MapGet("/wait", async (HttpContext http) =>
                {
                    entered.Release();
                    try
                    {
                        await Task.Delay(Timeout.Infinite, http.RequestAborted);
                    }
                    catch (OperationCanceledException)
                    {
                        // What happens after the client left is not what it waited for.
                        await left.WaitAsync();
                        clock.Advance(TimeSpan.FromMinutes(1));
                        ended.Release();
                        http.Response.StatusCode = 500;
                        await http.Response.WriteAsync("sorry", CancellationToken.None);
                    }
                });
            },
            services: services => services.AddSingleton<TimeProvider>(clock));
        for (int i = 0; i < 5; i++)
        {
            await site.GetAsync("/ok");
            await site.StatusAsync("web", total: i + 1); // a response arrives before the server has completed the request
            using var going = new CancellationTokenSource();
            Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri("/wait", UriKind.Relative), going.Token);
            await entered.WaitAsync();
            clock.Advance(TimeSpan.FromSeconds(seconds));
            await going.CancelAsync();
            await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
            await ended.WaitAsync(); // the clock stands still before the next request
        }

        (await site.CountAsync("web")).Should().Be((available, 0m));
        (await site.CountAsync("fast")).Should().Be((timed, slow));
    }

    [Fact]
    public async Task A_client_that_leaves_a_handler_that_hangs_waited_too_long_and_counts_once()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var hung = new TaskCompletionSource();
        using var entered = new SemaphoreSlim(0);
        await using Site site = await Site.StartAsync(
            TimedObjectives(_ => { }),
            app =>
            {
                app.UseReliability();
                app.MapGet("/hang", async () =>
                {
                    entered.Release();
                    await hung.Task;
                    return "too late";
                });
            },
            services: services => services.AddSingleton<TimeProvider>(clock));
        for (int i = 0; i < 10; i++)
        {
            using var going = new CancellationTokenSource();
            Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri("/hang", UriKind.Relative), going.Token);
            await entered.WaitAsync();
            clock.Advance(2 * Threshold);
            await going.CancelAsync();
            await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        }

        (await site.StatusAsync("fast", total: 10)).Bad.Should().Be(10);
        hung.SetResult();
        (await site.CountAsync("fast")).Should().Be((10m, 10m));
        (await site.CountAsync("web")).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData("application/grpc-web", true)]
    [InlineData("application/grpc-web", false)]
    [InlineData("application/grpc-web-text", true)]
    [InlineData("application/grpc-web-text", false)]
    public async Task A_stream_of_gRPC_Web_that_ends_with_INTERNAL_is_bad_in_every_mode_and_order(string mode, bool isFirst)
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                if (isFirst)
                {
                    app.UseReliability();
                }

                app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
                if (!isFirst)
                {
                    app.UseReliability();
                }

                app.MapGrpcService<FeedService>();
            },
            services: services => services.AddGrpc());
        for (int i = 0; i < 10; i++)
        {
            await FeedClient.CallAsync(site, "Watch", mode);
        }

        (await site.CountAsync("web")).Should().Be((10m, 10m));
    }

    private static string Post(string header, string body) => $"POST /read HTTP/1.1\r\nHost: x\r\n{header}\r\n\r\n{body}";

    private static Task<Site> StartReaderAsync(Action<KestrelServerLimits> limits) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
        app =>
        {
            app.UseReliability();
            app.MapPost("/read", async (HttpContext http) =>
            {
                await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
                http.Response.StatusCode = 200;
            });
        },
        services: services => services.Configure<KestrelServerOptions>(kestrel => limits(kestrel.Limits)));

    private static Action<ReliabilityBuilder> TimedObjectives(Action<RequestFilter> filter) => r => r
        .AddSlo("web", s => s.Availability(99m)).FromRequests("web")
        .AddSlo("fast", s => s.Latency(Threshold, 99m)).FromRequests("fast", filter);

    private static Task<Site> StartTimedAsync(FakeTimeProvider clock, Action<RequestFilter> filter) => Site.StartAsync(
        TimedObjectives(filter),
        app =>
        {
            void Work() => clock.Advance(2 * Threshold);
            app.UseReliability();
            app.UseWebSockets();
            app.MapGet("/completed", (HttpContext http) =>
            {
                http.Response.OnCompleted(() =>
                {
                    Work();
                    return Task.CompletedTask;
                });
                return "ok";
            });
            app.MapGet("/completed-late", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("ok");
                await http.Response.Body.FlushAsync();
                http.Response.OnCompleted(() =>
                {
                    Work();
                    return Task.CompletedTask;
                });
            });
            app.MapGet("/disposed-late", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("ok");
                await http.Response.Body.FlushAsync();
                http.Response.RegisterForDisposeAsync(new Cleanup(clock));
            });
            app.MapGet("/disposed", (HttpContext http) => http.RequestServices.GetRequiredService<Cleanup>().ToString());
            app.MapGet("/after", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("ok");
                await http.Response.CompleteAsync();
                Work();
            });
            app.MapGet("/declared", async (HttpContext http) =>
            {
                http.Response.ContentLength = 2;
                await (http.Request.QueryString.Value switch
                {
                    "?stream" => http.Response.Body.WriteAsync("ok"u8.ToArray()).AsTask(),
                    "?file" => http.Response.SendFileAsync(typeof(Site).Assembly.Location, 0, 2),
                    _ => http.Response.WriteAsync("ok"),
                });
                await http.Response.Body.FlushAsync();
                Work();
            });
            app.MapGet("/undeclared", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("ok");
                await http.Response.Body.FlushAsync();
                Work();
            });
            app.MapGet("/streamed", async (HttpContext http) =>
            {
                await http.Response.WriteAsync("so");
                await http.Response.Body.FlushAsync();
                Work();
                await http.Response.WriteAsync("so");
            });
            app.MapGet("/events", async (HttpContext http) =>
            {
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync("data: so\n\n");
                await http.Response.Body.FlushAsync();
                Work();
            });
            app.MapGet("/socket", async (HttpContext http) =>
            {
                using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
                Work();
                await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                await socket.ReceiveAsync(new byte[8], CancellationToken.None);
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);
            });
        },
        services: services => services.AddSingleton<TimeProvider>(clock).AddScoped(_ => new Cleanup(clock)));

    private sealed class Cleanup(FakeTimeProvider clock) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            clock.Advance(2 * Threshold);
            return ValueTask.CompletedTask;
        }
    }
}
