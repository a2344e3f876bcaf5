using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Routes whose action or page is chosen while routing selects.</summary>
public sealed class DynamicRouteTests
{
    private const string Template = "{language:length(2)}/{controller}/{action}/{id?}";

    [Theory]
    [InlineData(null, 8, 4)]
    [InlineData(Template, 8, 4)]
    [InlineData("/{language}/{controller}/{action}/{id}", 8, 4)]
    [InlineData("/{language}/Basket/Details/{id}", 8, 4)]
    [InlineData("/{language}/Basket/Details", 8, 4)]
    [InlineData("/{language}/Basket/Index", 0, 0)]
    public async Task A_dynamic_route_counts_by_its_template_and_by_the_action_that_it_chose(string? route, int total, int bad)
    {
        await using Site site = await StartAsync(route, app => app.MapDynamicControllerRoute<Basket>(Template));
        for (int i = 0; i < 4; i++)
        {
            ((int)await site.GetAsync("/de/korb/inhalt/200")).Should().Be(200);
            ((int)await site.GetAsync("/de/korb/inhalt/503")).Should().Be(503);
            ((int)await site.GetAsync("/de/nichts/hier")).Should().Be(404);
        }

        (await site.CountAsync("web")).Should().Be((total, bad));
    }

    [Theory]
    [InlineData("first/{x}", 1)]
    [InlineData("{language}/{second}", 2)]
    public async Task Of_two_dynamic_routes_the_one_that_took_the_request_counts(string route, int total)
    {
        await using Site site = await StartAsync(route, app =>
        {
            app.MapDynamicControllerRoute<Basket>("first/{x}");
            app.MapDynamicControllerRoute<Basket>("{language}/{second}");
        });
        foreach (string path in (string[])["/first/inhalt", "/de/inhalt", "/de/inhalt"])
        {
            ((int)await site.GetAsync(path)).Should().Be(200);
        }

        (await site.CountAsync("web")).Should().Be((total, 0m));
    }

    [Theory]
    [InlineData("controller", null, 2, 2)]
    [InlineData("controller", "{*path:nonfile}", 4, 2)]
    [InlineData("page", null, 2, 2)]
    [InlineData("page", "{*path:nonfile}", 4, 2)]
    public async Task A_fallback_to_an_action_or_a_page_is_a_route_whose_404_counts_only_where_it_is_named(
        string kind, string? route, int total, int bad)
    {
        await using Site site = await StartAsync(route, app => _ = kind == "page"
            ? app.MapFallbackToPage("/Absent")
            : app.MapFallbackToController("Fallback", "Basket"));
        for (int i = 0; i < 2; i++)
        {
            ((int)await site.GetAsync("/nowhere")).Should().Be(404);
            ((int)await site.GetAsync("/broken?status=503")).Should().Be(503);
        }

        (await site.CountAsync("web")).Should().Be((total, bad));
    }

    [Fact]
    public async Task A_page_that_is_also_the_fallback_counts_at_its_own_route_for_its_own_address()
    {
        await using Site site = await StartAsync("/Absent", app =>
        {
            app.MapRazorPages();
            app.MapFallbackToPage("/Absent");
        });
        ((int)await site.GetAsync("/Absent?status=200")).Should().Be(200);
        ((int)await site.GetAsync("/nowhere?status=200")).Should().Be(200);
        (await site.CountAsync("web")).Should().Be((1m, 0m));
    }

    private static Task<Site> StartAsync(string? route, Action<WebApplication> map) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(50m)).FromRequests("web", q => _ = route is null ? q : q.Route(route)),
        app =>
        {
            app.UseReliability();
            map(app);
        },
        services: services => services
            .AddSingleton<Basket>()
            .AddRazorPages()
            .AddApplicationPart(typeof(BasketController).Assembly)
            .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Add(new Pages())));

    private sealed class Basket : DynamicRouteValueTransformer
    {
        public override ValueTask<RouteValueDictionary> TransformAsync(HttpContext httpContext, RouteValueDictionary values) =>
            new(httpContext.Request.Path.Value!.Contains("/inhalt", StringComparison.Ordinal)
                ? new RouteValueDictionary
                {
                    ["controller"] = "Basket",
                    ["action"] = values.ContainsKey("id") ? "Details" : "Index",
                    ["id"] = values["id"],
                }
                : null!);
    }

    /// <summary>What the compiler of Razor makes of a file.</summary>
    private sealed class Pages : ApplicationPart, IRazorCompiledItemProvider
    {
        public override string Name => nameof(Pages);

        public IEnumerable<RazorCompiledItem> CompiledItems => [new Item()];

        private sealed class Item : RazorCompiledItem
        {
            public override string Identifier => "/Pages/Absent.cshtml";

            public override string Kind => "mvc.1.0.razor-page";

            public override IReadOnlyList<object> Metadata => typeof(AbsentPage).GetCustomAttributes().ToArray();

            public override Type Type => typeof(AbsentPage);
        }
    }

    private sealed class AbsentPage : Page
    {
        public AbsentPage Model => this;

        public override Task ExecuteAsync()
        {
            string status = HttpContext.Request.Query["status"].FirstOrDefault() ?? "404";
            HttpContext.Response.StatusCode = int.Parse(status, System.Globalization.CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }
    }
}
