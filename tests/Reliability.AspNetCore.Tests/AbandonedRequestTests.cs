using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Requests whose clients left before an answer are no requests of the budget, and never a pass.</summary>
public sealed class AbandonedRequestTests
{
    [Theory]
    [InlineData("web")]
    [InlineData("fast")]
    public async Task Nothing_but_clients_that_left_is_no_data_with_their_number_over_HTTP_and_in_the_gate(string slo)
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartAsync(left);
        await LeaveAsync(site, left, clients: 10);
        await site.StatusAsync(slo);

        (_, JsonElement answer) = await site.ReadAsync($"/reliability/status/{slo}");
        JsonElement status = answer.GetProperty("status");
        status.GetProperty("state").GetString().Should().Be("NoData");
        status.GetProperty("reason").GetString().Should().Be("10 clients left before an answer.");
        status.GetProperty("total").GetDecimal().Should().Be(0);
        (HttpStatusCode code, JsonElement gate) = await site.ReadAsync("/reliability/gate/shop");
        code.Should().Be(HttpStatusCode.OK);
        gate.GetProperty("verdict").GetString().Should().Be("Warn");
        gate.GetProperty("reasons").EnumerateArray().Where(reason => reason.GetProperty("slo").GetString() == slo)
            .Select(reason => (reason.GetProperty("code").GetString(), reason.GetProperty("message").GetString()))
            .Should().Equal(("NoData", "10 clients left before an answer."));
    }

    [Fact]
    public async Task Latency_of_which_every_request_failed_is_no_data_with_their_number_and_the_gate_warns()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("web", s => s.Availability(99m).OfService("shop")).FromRequests("web")
                .AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(1), 99m).OfService("shop")).FromRequests("fast"),
            app =>
            {
                app.UseReliability();
                app.MapGet("/fail", () => Results.StatusCode(500));
                app.MapReliability("/reliability").AllowAnonymous();
            });
        for (int i = 0; i < 100; i++)
        {
            await site.GetAsync("/fail");
        }

        const string Reason = "100 events failed, and a latency objective counts only what succeeds.";
        (await site.StatusAsync("web", total: 100)).Bad.Should().Be(100);
        (await site.StatusAsync("fast")).Should().BeEquivalentTo(new { State = BudgetState.NoData, Reason, Total = 0m });
        (_, JsonElement gate) = await site.ReadAsync("/reliability/gate/shop");
        gate.GetProperty("reasons").EnumerateArray().Where(reason => reason.GetProperty("slo").GetString() == "fast")
            .Select(reason => reason.GetProperty("message").GetString()).Should().Equal(Reason);
    }

    [Fact]
    public async Task Requests_that_were_answered_make_the_budget_alone()
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartAsync(left);
        await LeaveAsync(site, left, clients: 10);
        for (int i = 0; i < 5; i++)
        {
            await site.GetAsync("/ok");
        }

        BudgetStatus status = await site.StatusAsync("web", total: 5);
        status.Should().BeEquivalentTo(new { State = BudgetState.Healthy, Total = 5m, Bad = 0m, Reason = (string?)null });
    }

    [Fact]
    public async Task A_client_that_left_an_address_of_no_route_or_of_another_objective_is_not_counted()
    {
        using var left = new SemaphoreSlim(0);
        await using Site site = await StartAsync(left);
        await LeaveAsync(site, left, clients: 1);
        await LeaveAsync(site, left, clients: 1, path: "/nowhere");

        (await site.StatusAsync("web")).Reason.Should().Be("1 client left before an answer.");
        (await site.StatusAsync("ok")).Should().BeEquivalentTo(new { State = BudgetState.NoTraffic });
    }

    private static async Task LeaveAsync(Site site, SemaphoreSlim left, int clients, string path = "/wait")
    {
        for (int i = 0; i < clients; i++)
        {
            using var going = new CancellationTokenSource();
            Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri(path, UriKind.Relative), going.Token);
            await left.WaitAsync(); // the handler waits
            await going.CancelAsync();
            await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
            await left.WaitAsync(); // the middleware knows that the client left
        }
    }

    private static Task<Site> StartAsync(SemaphoreSlim left) => Site.StartAsync(
        r => r
            .AddSlo("web", s => s.Availability(99m).OfService("shop")).FromRequests("web")
            .AddSlo("fast", s => s.Latency(TimeSpan.FromHours(1), 99m).OfService("shop")).FromRequests("fast")
            .AddSlo("ok", s => s.Availability(99m).OfService("shop")).FromRequests("ok", q => q.Route("/ok")),
        app =>
        {
            app.ReportLeaving(left);
            app.UseReliability();
            app.Use((http, next) => http.Request.Path == "/nowhere" ? WaitAsync(http) : next(http));
            app.UseRouting();
            app.MapGet("/ok", () => "ok");
            app.MapGet("/wait", WaitAsync);
            app.MapReliability("/reliability").AllowAnonymous();

            async Task WaitAsync(HttpContext http)
            {
                left.Release();
                await Task.Delay(Timeout.Infinite, http.RequestAborted);
            }
        });
}
