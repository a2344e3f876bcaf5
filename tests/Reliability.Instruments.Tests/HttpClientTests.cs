using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reliability.Releases;

namespace Reliability.Instruments.Tests;

public sealed class HttpClientTests
{
    [Fact]
    public async Task A_status_from_500_and_a_refused_connection_are_bad_and_a_404_is_the_callers()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http1, context =>
        {
            context.Response.StatusCode = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls").FromHttpClient("fast"));
        foreach (string path in new[] { "200", "204", "404", "429", "500", "503" })
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        }

        (await host.CountAsync()).Should().Be((6m, 2m));
        await server.StopAsync();
        Func<Task> call = () => client.GetAsync(new Uri("200", UriKind.Relative));
        await call.Should().ThrowAsync<HttpRequestException>();
        (await host.CountAsync()).Should().Be((7m, 3m));
        (await host.CountAsync("fast")).Should().Be((4m, 0m));
    }

    [Fact]
    public async Task A_request_that_its_caller_cancels_is_not_counted_and_the_timeout_of_the_client_is_bad()
    {
        var arrived = new SemaphoreSlim(0);
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http1, async context =>
        {
            if (context.Request.Path == "/never")
            {
                arrived.Release();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        });
        var timeout = TimeSpan.FromSeconds(3);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()), Timeout = timeout };
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls", timeout: timeout));
        using (await client.GetAsync(new Uri("ok", UriKind.Relative)))
        {
        }

        var never = new Uri("never", UriKind.Relative);
        using var caller = new CancellationTokenSource();
        Task<HttpResponseMessage> cancelled = client.GetAsync(never, caller.Token);
        await arrived.WaitAsync();
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => cancelled).Should().ThrowAsync<OperationCanceledException>();
        (await host.CountAsync()).Should().Be((1m, 0m));

        await FluentActions.Awaiting(() => client.GetAsync(never)).Should().ThrowAsync<TaskCanceledException>();
        (await host.CountAsync()).Should().Be((2m, 1m));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(100)]
    public async Task A_cancelled_request_without_a_stated_timeout_may_be_a_timeout_and_is_reported(int? seconds)
    {
        await using WebApplication server = await FedHost.ServeAsync(
            HttpProtocols.Http1, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()), Timeout = TimeSpan.FromMilliseconds(200) };
        TimeSpan? timeout = seconds is { } stated ? TimeSpan.FromSeconds(stated) : null;
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls", timeout: timeout));
        await FluentActions.Awaiting(() => client.GetAsync(new Uri("never", UriKind.Relative)))
            .Should()
            .ThrowAsync<TaskCanceledException>();

        (_, string[] hints, string[] gate) = await host.JudgeAsync();
        hints.Should().HaveCount(seconds is null ? 1 : 0);
        hints.Where(hint => !hint.EndsWith("State the timeout of the client.", StringComparison.Ordinal)).Should().BeEmpty();
        gate.Contains(GateReasonCodes.FeedInDoubt).Should().Be(seconds is null);
    }

    [Fact]
    public async Task A_stated_timeout_that_is_longer_than_that_of_the_client_is_reported_once_ten_requests_in_a_row_took_equally_long()
    {
        await using WebApplication server = await FedHost.ServeAsync(
            HttpProtocols.Http1, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()), Timeout = TimeSpan.FromSeconds(1) };
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls", timeout: TimeSpan.FromSeconds(100)));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FluentActions
            .Awaiting(() => client.GetAsync(new Uri("never", UriKind.Relative))).Should().ThrowAsync<TaskCanceledException>()));

        (_, string[] hints, string[] gate) = await host.JudgeAsync();
        hints.Should().ContainSingle().Which.Should().MatchRegex(@"^10 requests in a row were cancelled after (0\.9|1)")
            .And.Contain("before 90 s").And.EndWith("State the timeout of the client.");
        gate.Should().Contain(GateReasonCodes.FeedInDoubt);
    }

    [Fact]
    public async Task A_misspelt_host_is_named_with_the_nearest_one_that_was_called()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http1, _ => Task.CompletedTask);
        using var client = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls", host: "127.0.0.11"));
        using (await client.GetAsync(new Uri("ok", UriKind.Relative)))
        {
        }

        (await host.ReasonAsync()).Should().EndWith(
            "no measurement met the conditions. No event had server.address = '127.0.0.11'. Nearest: '127.0.0.1'.");
    }

    [Fact]
    public async Task One_host_can_be_selected()
    {
        await using WebApplication server = await FedHost.ServeAsync(HttpProtocols.Http1, _ => Task.CompletedTask);
        int port = new Uri(server.Urls.First()).Port;
        using var client = new HttpClient();
        await using FedHost host = await FedHost.StartAsync(r => r.FromHttpClient("calls", host: "localhost"));
        foreach (string name in new[] { "127.0.0.1", "localhost" })
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri($"http://{name}:{port}/"));
        }

        (await host.CountAsync()).Should().Be((1m, 0m));
    }
}
