using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Http;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class RequestTests
{
    [Fact]
    public async Task A_request_is_bad_from_500_on_and_when_the_application_throws()
    {
        await using Site site = await Site.StartAsync(r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"), Map);
        foreach (string path in (string[])
        [
            "/status/200",
            "/status/302",
            "/status/404",
            "/status/499",
            "/status/500",
            "/status/503",
            "/throw",
            "/throw-late",
            "/nobody",
        ])
        {
            await IgnoreCutAsync(site.GetAsync(path));
        }

        BudgetStatus status = await site.StatusAsync("web", total: 7);
        (status.Good, status.Bad).Should().Be((3m, 4m));
    }

    [Fact]
    public async Task Routes_methods_and_statuses_say_what_is_counted()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("orders", s => s.Availability(99m)).FromRequests(
                    "orders",
                    q => q.Route("ORDERS/{id}/").Method("post").BadStatus(429).IgnoreStatus(409))
                .AddSlo("all", s => s.ZeroTolerance()).FromRequests("all", q => q.Route("/orders/{id}")),
            app =>
            {
                app.UseReliability();
                app.MapMethods("/orders/{id}", ["GET", "POST"], (int id) => Results.StatusCode(id));
                app.MapPost("/carts/{id}", (int id) => Results.StatusCode(id));
            });
        foreach (int status in (int[])[200, 201, 409, 429, 500])
        {
            using HttpResponseMessage _ = await site.Client.PostAsync(new Uri($"/orders/{status}", UriKind.Relative), content: null);
            using HttpResponseMessage __ = await site.Client.PostAsync(new Uri($"/carts/{status}", UriKind.Relative), content: null);
        }

        await site.GetAsync("/orders/500");
        BudgetStatus all = await site.StatusAsync("all", total: 6);
        (all.Good, all.Bad).Should().Be((4m, 2m));
        BudgetStatus orders = await site.StatusAsync("orders");
        (orders.Good, orders.Bad).Should().Be((2m, 2m));
    }

    [Fact]
    public async Task The_actions_of_controllers_are_counted_by_their_routes()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("read", s => s.Availability(99m)).FromRequests("read", q => q.Route("/api/Orders/{id:int}"))
                .AddSlo("write", s => s.Availability(99m)).FromRequests("write", q => q.Route("api/orders").Method("POST")),
            app =>
            {
                app.UseReliability();
                app.MapControllers();
            },
            services: services => services.AddControllers().AddApplicationPart(typeof(OrdersController).Assembly));
        foreach (int status in (int[])[200, 404, 503])
        {
            await site.GetAsync($"/api/orders/{status}");
        }

        using HttpResponseMessage _ = await site.Client.PostAsync(new Uri("/api/orders", UriKind.Relative), content: null);
        BudgetStatus read = await site.StatusAsync("read", total: 3);
        BudgetStatus write = await site.StatusAsync("write", total: 1);
        (read.Bad, write.Bad).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task A_latency_objective_counts_answers_and_no_errors()
    {
        using var gate = new SemaphoreSlim(0);
        await using Site site = await Site.StartAsync(
            r =>
                r.AddSlo("fast", s => s.Latency(TimeSpan.FromSeconds(100), 99m))
                    .FromRequests("fast")
                    .AddSlo("slow", s => s.Latency(TimeSpan.FromTicks(1), 99m))
                    .FromRequests("slow"),
            Map);
        foreach (string path in (string[])["/status/200", "/status/500", "/throw", "/status/404"])
        {
            await site.GetAsync(path);
        }

        BudgetStatus fast = await site.StatusAsync("fast", total: 2);
        (fast.Good, fast.Bad).Should().Be((2m, 0m));
        BudgetStatus slow = await site.StatusAsync("slow", total: 2);
        (slow.Good, slow.Bad).Should().Be((0m, 2m));
    }

    [Theory]
    [InlineData("0", 1, 0)]
    [InlineData("5", 1, 0)]
    [InlineData("1", 0, 0)]
    [InlineData("2", 0, 1)]
    [InlineData("4", 0, 1)]
    [InlineData("12", 0, 1)]
    [InlineData("13", 0, 1)]
    [InlineData("14", 0, 1)]
    [InlineData("15", 0, 1)]
    public async Task A_gRPC_call_is_judged_by_its_own_status(string status, int good, int bad)
    {
        await using Site site = await Site.StartAsync(
            r =>
                r.AddSlo("rpc", s => s.Availability(99m))
                    .FromRequests("rpc", q => q.Route("/shop.Orders/Place"))
                    .AddSlo("all", s => s.Availability(99m))
                    .FromRequests("all"),
            app =>
            {
                app.UseReliability();
                app.MapPost("/shop.Orders/Place", (HttpContext http) => { http.Response.Headers["grpc-status"] = status; });
                app.MapGet("/", () => "ok");
            });
        using var content = new ByteArrayContent([]);
        content.Headers.ContentType = new("application/grpc");
        using HttpResponseMessage _ = await site.Client.PostAsync(new Uri("/shop.Orders/Place", UriKind.Relative), content);
        await site.GetAsync("/");
        await site.StatusAsync("all", total: good + bad + 1);
        BudgetStatus rpc = await site.StatusAsync("rpc");
        (rpc.Good, rpc.Bad).Should().Be((good, bad));
    }

    [Fact]
    public async Task An_exception_that_a_page_answers_is_bad_at_the_route_where_it_was_thrown()
    {
        await using Site site = await Site.StartAsync(
            r =>
                r.AddSlo("throw", s => s.Availability(99m))
                    .FromRequests("throw", q => q.Route("/throw"))
                    .AddSlo("page", s => s.Availability(99m))
                    .FromRequests("page", q => q.Route("/error")),
            app =>
            {
                app.UseReliability();
                app.UseExceptionHandler("/error");
                app.MapGet("/error", () => "sorry");
                app.MapGet("/throw", string () => throw new InvalidOperationException("thrown on purpose"));
            },
            services: services => services.AddProblemDetails());
        await site.GetAsync("/throw");
        (await site.StatusAsync("throw", total: 1)).Bad.Should().Be(1);
        (await site.StatusAsync("page")).Total.Should().Be(0);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_not_counted()
    {
        var entered = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                app.UseReliability();
                app.MapGet("/", () => "ok");
                app.MapGet("/wait", async (CancellationToken cancellationToken) =>
                {
                    entered.SetResult();
                    try
                    {
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                    }
                    finally
                    {
                        left.SetResult();
                    }
                });
            });
        using var going = new CancellationTokenSource();
        Task<HttpResponseMessage> request = site.Client.GetAsync(new Uri("/wait", UriKind.Relative), going.Token);
        await entered.Task;
        await going.CancelAsync();
        await request.Invoking(r => r).Should().ThrowAsync<OperationCanceledException>();
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await site.GetAsync("/");
        BudgetStatus status = await site.StatusAsync("web", total: 1);
        (status.Good, status.Bad).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task What_could_never_measure_stops_the_start()
    {
        await StartAsync(r => r.FromRequests("absent"), app => app.UseReliability()).IsRejectedAsync("*'absent'*no objective*");
        await StartAsync(r => r.AddSlo("answers", s => s.Score(4, 5)).FromRequests("answers"), app => app.UseReliability())
            .IsRejectedAsync("*'answers'*Score*");
        await StartAsync(r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"), _ => { })
            .IsRejectedAsync("*app.UseReliability()*");
        await StartAsync(_ => { }, app => app.UseReliability("partners")).WithMessageAsync("*'partners'*AddReliability(\"partners\"*");
        await StartAsync(_ => { }, app => app.MapReliability("/reliability", "partners")).WithMessageAsync("*'partners'*");

        static Func<Task> StartAsync(Action<ReliabilityBuilder> reliability, Action<WebApplication> map) => async () =>
        {
            await using Site site = await Site.StartAsync(reliability, map);
        };
    }

    [Theory]
    [InlineData(99)]
    [InlineData(600)]
    public void A_status_outside_its_range_is_rejected(int status)
    {
        Action bad = () => new RequestFilter().BadStatus(status);
        bad.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*100 to 599*");
        Action ignored = () => new RequestFilter().IgnoreStatus(status);
        ignored.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*100 to 599*");
    }

    private static void Map(WebApplication app)
    {
        app.UseReliability();
        app.MapGet("/status/{code}", (int code) => Results.StatusCode(code));
        app.MapGet("/throw", string () => throw new InvalidOperationException("thrown on purpose"));
        app.MapGet("/throw-late", async (HttpContext http) =>
        {
            await http.Response.WriteAsync("so far");
            await http.Response.Body.FlushAsync();
            throw new InvalidOperationException("thrown on purpose");
        });
        app.MapReliability("/reliability").AllowAnonymous();
    }

    private static async Task IgnoreCutAsync(Task request)
    {
        try
        {
            await request;
        }
        catch (HttpRequestException)
        {
            // The server threw after it had begun to answer.
        }
    }
}
