using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class RouteFeedTests : IDisposable
{
    private readonly LogLines _log = new();

    [Theory]
    [InlineData("/ordres/{id}", "Nearest: '/orders/{id}'")]
    [InlineData("/orders/{number}", "Nearest: '/orders/{id}'")]
    [InlineData("/carts", "Nearest: '/shop/v1/carts'")]
    [InlineData("/healthz", "are not requests of users")]
    public async Task A_route_that_no_endpoint_has_is_no_data_a_warning_at_start_and_a_warning_of_the_gate(string route, string hint)
    {
        await using Site site = await StartAsync(q => q.Route(route), MapShop);
        await site.GetAsync("/orders/500");
        await site.GetAsync("/shop/v1/carts");

        _log.Of("RouteNotMapped").Should().ContainSingle().Which.Should().Contain("'web'").And.Contain(route).And.Contain(hint);
        BudgetStatus status = await site.StatusAsync("web");
        (status.State, status.Total).Should().Be((BudgetState.NoData, 0m));
        status.Reason.Should().Contain(route).And.Contain(hint);
        GateDecision gate = await site.Services.GetRequiredService<IReleaseGate>().DecideAsync(status.Service);
        gate.Verdict.Should().Be(GateVerdict.Warn);
        gate.Reasons.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = GateReasonCodes.NeverHeard, Slo = "web" });
    }

    [Theory]
    [InlineData("/orders/{id}", true)]
    [InlineData("orders/{ID}/", true)]
    [InlineData("/orders/{id:int}", true)]
    [InlineData("/orders/{id:guid}", false)]
    public async Task A_route_that_is_mapped_with_constraints_is_selected_with_and_without_them(string route, bool isSelected)
    {
        await using Site site = await StartAsync(q => q.Route(route), MapShop);
        await site.GetAsync("/orders/500");
        if (isSelected)
        {
            (await site.StatusAsync("web", total: 1)).Bad.Should().Be(1);
            _log.Of("RouteNotMapped").Should().BeEmpty();
        }
        else
        {
            _log.Of("RouteNotMapped").Should().ContainSingle();
        }
    }

    [Fact]
    public async Task Routes_that_differ_by_their_constraints_are_selected_together_or_apart()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.Route("/items/{id}"))
                .AddSlo("numbers", s => s.Availability(99m)).FromRequests("numbers", q => q.Route("/items/{id:int}"))
                .AddSlo("others", s => s.Availability(99m)).FromRequests(
                    "others", q => q.Route("/items/{id}").ExcludeRoute("/items/{id:int}")),
            app =>
            {
                app.UseReliability();
                app.MapGet("/items/{id:int}", (int id) => id);
                app.MapGet("/items/{id:guid}", (Guid id) => id);
            });
        await site.GetAsync("/items/1");
        await site.GetAsync($"/items/{Guid.NewGuid()}");
        (await site.StatusAsync("all", total: 2)).Total.Should().Be(2);
        (await site.StatusAsync("numbers", total: 1)).Total.Should().Be(1);
        (await site.StatusAsync("others", total: 1)).Total.Should().Be(1);
    }

    [Fact]
    public async Task A_route_that_is_mapped_and_quiet_is_no_traffic()
    {
        await using Site site = await StartAsync(q => q.Route("/orders/{id}"), MapShop);
        BudgetStatus status = await site.StatusAsync("web");
        status.State.Should().Be(BudgetState.NoTraffic);
        status.Feeds.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Kind = FeedKinds.Requests, Name = "requests /orders/{id}", State = FeedState.Connected });
        (await site.Services.GetRequiredService<IReleaseGate>().DecideAsync(status.Service)).Verdict.Should().Be(GateVerdict.Allow);
    }

    [Fact]
    public async Task One_misspelt_route_of_several_is_named_although_the_others_are_measured()
    {
        await using Site site = await StartAsync(q => q.Route("/orders/{id}").Route("/shop/v1/cart"), MapShop);
        await site.GetAsync("/orders/200");
        BudgetStatus status = await site.StatusAsync("web", total: 1);
        status.State.Should().Be(BudgetState.Healthy);
        GateDecision gate = await site.Services.GetRequiredService<IReleaseGate>().DecideAsync(status.Service);
        gate.Reasons.Should().ContainSingle().Which.Message.Should().Contain("/shop/v1/cart'").And.Contain("'/shop/v1/carts'");
    }

    [Fact]
    public async Task A_method_that_is_none_of_HTTP_stops_the_start_and_names_the_nearest_ones()
    {
        Func<Task> start = () => StartAsync(q => q.Method("PSOT"), MapShop);
        await start.IsRejectedAsync("*'web'*'PSOT'*Nearest: 'POST'*");
    }

    [Fact]
    public async Task A_method_that_a_route_declares_is_a_method()
    {
        await using Site site = await StartAsync(q => q.Method("purge"), app =>
        {
            app.UseReliability();
            app.MapMethods("/cache", ["PURGE"], () => "done");
        });
        using var request = new HttpRequestMessage(new HttpMethod("PURGE"), "/cache");
        using HttpResponseMessage _ = await site.Client.SendAsync(request);
        (await site.StatusAsync("web", total: 1)).Total.Should().Be(1);
    }

    [Fact]
    public async Task A_method_that_the_route_does_not_have_is_never_heard_and_the_methods_of_the_route_are_named()
    {
        await using Site site = await StartAsync(q => q.Route("/orders/{id}").Method("PUT"), MapShop);
        (await site.StatusAsync("web")).State.Should().Be(BudgetState.NoData);
        _log.Of("RouteNotMapped").Should().ContainSingle().Which.Should().Contain("requests PUT /orders/{id}").And.Contain("'GET'");
    }

    [Theory]
    [InlineData("/Basket/Details/{id}")]
    [InlineData("/basket/details")]
    public async Task One_action_of_a_conventional_route_of_MVC_can_be_selected(string route)
    {
        await using Site site = await StartAsync(q => q.Route(route), MapBaskets, AddBaskets);
        await site.GetAsync("/Basket/Details/500");
        await site.GetAsync("/Basket/Index");
        (await site.StatusAsync("web", total: 1)).Bad.Should().Be(1);
        await site.GetAsync("/Basket/Details/200");
        (await site.StatusAsync("web", total: 2)).Bad.Should().Be(1);
    }

    [Fact]
    public async Task A_misspelt_action_names_the_nearest_action()
    {
        await using Site site = await StartAsync(q => q.Route("/Basket/Detials"), MapBaskets, AddBaskets);
        _log.Of("RouteNotMapped").Should().ContainSingle().Which.Should().Contain("'/Basket/Details/{id}'");
    }

    [Fact]
    public async Task An_endpoint_that_routing_answers_itself_is_no_data_and_reported_at_start()
    {
        await using Site site = await StartAsync(q => q.Route("/fast"), app =>
        {
            app.UseReliability();
            app.MapGet("/fast", () => "fast").ShortCircuit();
        });
        (await site.GetAsync("/fast")).Should().Be(HttpStatusCode.OK);
        (await site.StatusAsync("web")).State.Should().Be(BudgetState.NoData);
        _log.Of("ShortCircuited").Should().ContainSingle().Which.Should().Contain("/fast").And.Contain("UseRouting()");
    }

    [Fact]
    public async Task An_endpoint_that_routing_answers_itself_counts_if_routing_comes_after_the_middleware()
    {
        await using Site site = await StartAsync(q => q.Route("/fast"), app =>
        {
            app.UseReliability();
            app.UseRouting();
            app.MapGet("/fast", () => "fast").ShortCircuit();
        });
        await site.GetAsync("/fast");
        BudgetStatus status = await site.StatusAsync("web", total: 1);
        (status.State, status.Feeds[0].State).Should().Be((BudgetState.Healthy, FeedState.Connected));
    }

    [Fact]
    public async Task A_misspelt_exclusion_is_a_warning_at_start_that_names_the_nearest_routes()
    {
        await using Site site = await StartAsync(
            q => q.ExcludeRoute("/shop/v1/crats").ExcludeRoute("/orders/{ID}").ExcludeRoute("/healthz"), MapShop);
        _log.Of("ExclusionNotMapped").Should().ContainSingle()
            .Which.Should().Contain("'web'").And.Contain("'/shop/v1/crats'").And.Contain("Nearest: '/shop/v1/carts'");
    }

    [Fact]
    public async Task A_route_that_is_mapped_later_connects_its_feed()
    {
        using var late = new LateEndpoints();
        await using Site site = await StartAsync(q => q.Route("/late"), app =>
        {
            app.UseReliability();
            ((IEndpointRouteBuilder)app).DataSources.Add(late);
        });
        (await site.StatusAsync("web")).State.Should().Be(BudgetState.NoData);
        late.Map("/late");
        (await site.StatusAsync("web")).State.Should().Be(BudgetState.NoTraffic);
        (await site.GetAsync("/late")).Should().Be(HttpStatusCode.OK);
        (await site.StatusAsync("web", total: 1)).State.Should().Be(BudgetState.Healthy);
    }

    [Fact]
    public async Task The_API_shows_every_feed()
    {
        await using Site site = await StartAsync(q => q.Route("/ordres/{id}"), app =>
        {
            MapShop(app);
            app.MapReliability("/reliability").AllowAnonymous();
        });
        JsonElement feed = (await site.ReadAsync("/reliability/feeds")).Json.GetProperty("feeds").EnumerateArray()
            .Should().ContainSingle().Subject;
        (feed.GetProperty("slo").GetString(), feed.GetProperty("kind").GetString(), feed.GetProperty("state").GetString())
            .Should().Be(("web", "requests", "NeverHeard"));
        feed.GetProperty("hint").GetString().Should().Contain("'/orders/{id}'");
        (await site.ReadAsync("/reliability/status")).Json.GetProperty("statuses")[0].GetProperty("feeds").GetRawText()
            .Should().Be($"[{feed.GetRawText()}]");
    }

    public void Dispose() => _log.Dispose();

    private static void MapShop(WebApplication app)
    {
        app.UseReliability();
        app.MapGet("/orders/{id:int}", (int id) => Results.StatusCode(id));
        app.MapGroup("/shop/v1").MapGet("/carts", () => "carts");
        app.MapHealthChecks("/healthz");
    }

    private static void MapBaskets(WebApplication app)
    {
        app.UseReliability();
        app.MapControllerRoute("default", "{controller=Basket}/{action=Index}/{id?}");
    }

    private static void AddBaskets(IServiceCollection services) =>
        services.AddControllers().AddApplicationPart(typeof(BasketController).Assembly);

    private Task<Site> StartAsync(
        Action<RequestFilter> filter, Action<WebApplication> map, Action<IServiceCollection>? services = null) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(50m)).FromRequests("web", filter),
        map,
        services: all =>
        {
            all.AddLogging(logging => logging.AddProvider(_log)).AddHealthChecks();
            services?.Invoke(all);
        });

    /// <summary>Endpoints that an application maps while it runs.</summary>
    private sealed class LateEndpoints : EndpointDataSource, IDisposable
    {
        private readonly List<Endpoint> _all = [];
        private CancellationTokenSource _change = new();

        public override IReadOnlyList<Endpoint> Endpoints => _all;

        public void Map(string pattern)
        {
            RoutePattern route = RoutePatternFactory.Parse(pattern);
            _all.Add(new RouteEndpoint(_ => Task.CompletedTask, route, 0, EndpointMetadataCollection.Empty, pattern));
            using CancellationTokenSource changed = _change;
            _change = new CancellationTokenSource();
            changed.Cancel();
        }

        public void Dispose() => _change.Dispose();

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);
    }
}
