using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Connections that live longer than a request: how long they live is no latency.</summary>
public sealed class ConnectionTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_WebSocket_over_HTTP_2_is_judged_at_its_headers_and_its_end_changes_nothing(bool fails)
    {
        using var end = new SemaphoreSlim(0);
        await using Site site = await StartAsync(
            app =>
            {
                app.UseWebSockets();
                app.Map("/socket", async (HttpContext http) =>
                {
                    http.Request.Method.Should().Be("CONNECT");
                    using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync();
                    await socket.SendAsync(new byte[1], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                    await end.WaitAsync();
                    if (fails)
                    {
                        throw new InvalidOperationException("thrown on purpose");
                    }
                });
            },
            services => services.Configure<KestrelServerOptions>(
                server => server.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler());
        using var client = new ClientWebSocket();
        client.Options.HttpVersion = HttpVersion.Version20;
        client.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        await client.ConnectAsync(
            new UriBuilder(site.Client.BaseAddress!) { Scheme = "ws", Path = "/socket" }.Uri, invoker, limit.Token);
        await client.ReceiveAsync(new byte[8], limit.Token);

        BudgetStatusOf(await site.StatusAsync("web", total: 1)).Should().Be((1m, 0m));
        BudgetStatusOf(await site.StatusAsync("fast", total: 1)).Should().Be((1m, 0m));
        _clock.Advance(TimeSpan.FromSeconds(5));
        end.Release();
        client.Dispose();
        (await site.CountAsync("web")).Should().Be((1m, 0m));
        BudgetStatusOf(await site.StatusAsync("fast")).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task A_long_poll_of_SignalR_is_no_latency_and_its_negotiation_and_its_messages_are()
    {
        using var greet = new SemaphoreSlim(0);
        await using Site site = await StartAsync(
            app => app.MapHub<Greetings>("/hub"),
            services => services.AddSingleton(_clock).AddSingleton(greet).AddSignalR());
        string id = await NegotiateAsync(site);
        var poll = new Uri($"/hub?id={id}", UriKind.Relative);
        await SendAsync(site, poll, """{"protocol":"json","version":1}""");
        (await site.Client.GetStringAsync(poll)).Should().BeEmpty("the first poll opens the connection");
        (await site.Client.GetStringAsync(poll)).Should().Contain("{}", "the second one answers the handshake");
        Task<string> waiting = site.Client.GetStringAsync(poll);
        await SendAsync(site, poll, """{"type":1,"target":"Greet","arguments":[]}""");
        BudgetStatusOf(await site.StatusAsync("fast", total: 3)).Should().Be((3m, 0m));
        greet.Release();
        (await waiting).Should().Contain("hello");

        // Three polls, of which the last took 5 seconds, two messages and a negotiation.
        (await site.CountAsync("web")).Should().Be((6m, 0m));
        BudgetStatusOf(await site.StatusAsync("fast")).Should().Be((3m, 0m));
    }

    private static (decimal Total, decimal Bad) BudgetStatusOf(Slos.BudgetStatus status) => (status.Total, status.Bad);

    private static async Task<string> NegotiateAsync(Site site)
    {
        using HttpResponseMessage negotiated = await site.Client.PostAsync(
            new Uri("/hub/negotiate?negotiateVersion=1", UriKind.Relative), content: null);
        return JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString()!;
    }

    private static async Task SendAsync(Site site, Uri connection, string message)
    {
        using HttpResponseMessage sent = await site.Client.PostAsync(
            connection, new StringContent(message + "\u001e", Encoding.UTF8, "text/plain"));
        sent.EnsureSuccessStatusCode();
    }

    private Task<Site> StartAsync(Action<WebApplication> map, Action<IServiceCollection> services) => Site.StartAsync(
        r => r
            .AddSlo("web", s => s.Availability(99m)).FromRequests("web")
            .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m)).FromRequests("fast"),
        app =>
        {
            app.UseReliability();
            map(app);
        },
        services: all =>
        {
            all.AddSingleton<TimeProvider>(_clock);
            services(all);
        });

    private sealed class Greetings(FakeTimeProvider clock, SemaphoreSlim greet) : Hub
    {
        public async Task Greet()
        {
            await greet.WaitAsync();
            clock.Advance(TimeSpan.FromSeconds(5));
            await Clients.Caller.SendAsync("Greeted", "hello");
        }
    }
}
