using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A timeout of the application is a failure, and not a client that left, wherever its middleware is.</summary>
public sealed class RequestTimeoutTests
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task A_request_that_times_out_is_bad_in_both_orders_of_the_middleware(bool isTimeoutFirst, bool writesBody)
    {
        await using Site site = await StartAsync(isTimeoutFirst, TimeSpan.FromMilliseconds(1), writesBody, WaitAsync);
        for (int i = 0; i < 5; i++)
        {
            (await site.GetAsync("/")).Should().Be(HttpStatusCode.GatewayTimeout);
        }

        (await site.CountAsync("web")).Should().Be((5m, 5m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_left_is_not_counted_in_both_orders_whatever_the_application_writes_afterwards(bool isTimeoutFirst)
    {
        using var waiting = new SemaphoreSlim(0);
        using var over = new SemaphoreSlim(0);
        await using Site site = await StartAsync(isTimeoutFirst, TimeSpan.FromHours(1), writesBody: false, async http =>
        {
            waiting.Release();
            await WaitAsync(http).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Response.StatusCode = 500;
            await http.Response.WriteAsync("sorry");
            over.Release();
        });
        for (int i = 0; i < 5; i++)
        {
            using var going = new CancellationTokenSource();
            Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri("/", UriKind.Relative), going.Token);
            await waiting.WaitAsync();
            await going.CancelAsync();
            await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
            await over.WaitAsync(); // the host stops afterwards, and does not cut the request
        }

        (await site.CountAsync("web")).Should().Be((0m, 0m));
        BudgetStatus status = await site.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("web");
        status.Reason.Should().Be("5 clients left before an answer.");
    }

    [Fact]
    public async Task An_application_that_aborts_a_request_after_its_timeout_has_failed()
    {
        await using Site site = await StartAsync(isTimeoutFirst: false, TimeSpan.FromMilliseconds(1), writesBody: false, async http =>
        {
            await WaitAsync(http).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Abort();
        });
        await site.Invoking(s => s.GetAsync("/")).Should().ThrowAsync<HttpRequestException>();
        (await site.CountAsync("web")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task Any_middleware_that_replaces_the_token_and_puts_it_back_is_recognized_from_its_first_request_on()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.Use(async (http, next) =>
                {
                    CancellationToken client = http.RequestAborted;
                    using var own = CancellationTokenSource.CreateLinkedTokenSource(client);
                    http.Items["own"] = own;
                    http.RequestAborted = own.Token;
                    await next(http);
                    http.RequestAborted = client;
                });
                app.UseReliability();
                app.MapGet("/ok", () => "ok");
                app.MapGet("/late", async (HttpContext http) =>
                {
                    await ((CancellationTokenSource)http.Items["own"]!).CancelAsync();
                    return Results.StatusCode(503);
                });
            });
        await site.GetAsync("/ok");
        await site.StatusAsync("web", total: 1);
        for (int i = 0; i < 5; i++)
        {
            (await site.GetAsync("/late")).Should().Be(HttpStatusCode.ServiceUnavailable);
        }

        (await site.CountAsync("web")).Should().Be((6m, 5m));
    }

    private static Task WaitAsync(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted);

    private static Task<Site> StartAsync(
        bool isTimeoutFirst, TimeSpan timeout, bool writesBody, RequestDelegate handler) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
        app =>
        {
            _ = isTimeoutFirst ? app.UseRequestTimeouts().UseReliability() : app.UseReliability().UseRequestTimeouts();
            app.MapGet("/", handler);
        },
        services: services => services.AddRequestTimeouts(options => options.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = timeout,
            WriteTimeoutResponse = writesBody ? http => http.Response.WriteAsync("too late") : null,
        }));
}
