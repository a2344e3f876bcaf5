using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// Routing answers a wrong method (405) or type of content (415) in the place of a route. It counts where that route is named.
/// </summary>
public sealed class MissedRouteTests
{
    [Fact]
    public async Task The_405_and_415_of_routing_count_only_where_their_route_is_named()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.ExcludeRoute("/own").BadStatus(405).BadStatus(415))
                .AddSlo("orders", s => s.Availability(99m)).FromRequests("orders", q => q.Route("/orders").BadStatus(405).BadStatus(415))
                .AddSlo("lenient", s => s.Availability(99m)).FromRequests("lenient", q => q.Route("/orders"))
                .AddSlo("both", s => s.Availability(99m))
                .FromRequests("both", q => q.BadStatus(405)).FromRequests("both", q => q.Route("/orders").ExcludeRoute("/own"))
                .AddSlo("posts", s => s.Availability(99m)).FromRequests("posts", q => q.Route("/orders").Method("POST").BadStatus(405))
                .AddSlo("own", s => s.Availability(99m)).FromRequests("own", q => q.Route("/own").BadStatus(405)),
            app =>
            {
                app.UseReliability();
                app.MapPost("/orders", () => "ok").Accepts<string>("application/json");
                app.Map("/own", () => Results.StatusCode(405));
            });
        using HttpResponseMessage wrongType = await site.Client.PostAsync(
            new Uri("/orders", UriKind.Relative), new StringContent("x", Encoding.UTF8, "text/plain"));
        ((int)wrongType.StatusCode).Should().Be(415);
        (await site.GetAsync("/orders")).Should().Be(HttpStatusCode.MethodNotAllowed);
        (await site.GetAsync("/ORDERS/")).Should().Be(HttpStatusCode.MethodNotAllowed);
        (await site.GetAsync("/own")).Should().Be(HttpStatusCode.MethodNotAllowed);
        (await site.CountAsync("all")).Should().Be((0m, 0m));
        (await site.CountAsync("orders")).Should().Be((3m, 3m));
        (await site.CountAsync("lenient")).Should().Be((3m, 0m));
        (await site.CountAsync("both")).Should().Be((4m, 1m), "the declaration that names no route counts only what a route took");
        (await site.CountAsync("posts")).Should().Be((1m, 0m));
        (await site.CountAsync("own")).Should().Be((1m, 1m));
    }

    [Fact]
    public async Task The_path_is_compared_with_the_pattern_its_group_its_constraints_and_what_it_requires()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("number", s => s.Availability(99m)).FromRequests("number", q => q.Route("/shop/{id}").BadStatus(405))
                .AddSlo("name", s => s.Availability(99m)).FromRequests("name", q => q.Route("/shop/by-{name}.{kind}").BadStatus(405))
                .AddSlo("any", s => s.Availability(99m))
                .FromRequests("any", q => q.Route("/shop/{id}").Route("/shop/by-{name}.{kind}").Route("/shop/{*rest}").BadStatus(405))
                .AddSlo("action", s => s.Availability(99m)).FromRequests("action", q => q.Route("/MissedBasket/Add").BadStatus(405))
                .AddSlo("other", s => s.Availability(99m)).FromRequests("other", q => q.Route("/Basket/Details").BadStatus(405)),
            app =>
            {
                app.UseReliability();
                app.UsePathBase("/base");
                app.UseRouting();
                RouteGroupBuilder shop = app.MapGroup("/shop");
                shop.MapPost("/{id:int:min(5)}", (int id) => id);
                shop.MapPost("/by-{name}.{kind}", (string name, string kind) => name + kind);
                shop.MapPut("/{*rest}", (string rest) => rest);
                app.MapControllerRoute("default", "{controller=Home}/{action=Index}/{id?}");
            },
            services: services => services.AddControllers().AddApplicationPart(typeof(MissedBasketController).Assembly));
        foreach (string path in (string[])["/shop/7", "/base/shop/8", "/shop/3", "/shop/by-ada.txt", "/shop/a/b"])
        {
            (await site.GetAsync(path)).Should().Be(HttpStatusCode.MethodNotAllowed);
        }

        (await site.GetAsync("/missedbasket/add")).Should().Be(HttpStatusCode.MethodNotAllowed);
        (await site.GetAsync("/elsewhere")).Should().Be(HttpStatusCode.NotFound);
        (await site.CountAsync("number")).Should().Be((2m, 2m), "3 is below the least number that the route takes");
        (await site.CountAsync("name")).Should().Be((1m, 1m));
        (await site.CountAsync("any")).Should().Be((5m, 5m), "a request counts once, however many routes it missed");
        (await site.CountAsync("action")).Should().Be((1m, 1m));
        (await site.CountAsync("other")).Should().Be((0m, 0m), "the action of another controller has the same pattern");
    }

    [Theory]
    [InlineData("reexecute")]
    [InlineData("redirect")]
    public async Task A_status_code_page_does_not_change_where_a_405_belongs_and_a_405_of_middleware_has_no_route(string pages)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("orders", s => s.Availability(99m)).FromRequests("orders", q => q.Route("/orders").BadStatus(405))
                .AddSlo("page", s => s.Availability(99m)).FromRequests("page", q => q.Route("/page").BadStatus(405)),
            app =>
            {
                app.UseReliability();
                app.Use((HttpContext http, RequestDelegate next) =>
                {
                    http.Response.StatusCode = http.Request.Query.ContainsKey("shut") ? 405 : http.Response.StatusCode;
                    return http.Request.Query.ContainsKey("shut") ? Task.CompletedTask : next(http);
                });
                _ = pages == "redirect"
                    ? app.UseStatusCodePagesWithRedirects("/page")
                    : app.UseStatusCodePagesWithReExecute("/page");
                app.UseRouting();
                app.MapPost("/orders", () => "ok");
                app.MapGet("/page", () => "sorry");
            });
        await site.GetAsync("/orders");
        await site.GetAsync("/orders?shut");
        (await site.CountAsync("orders")).Should().Be((1m, 1m));
        (await site.CountAsync("page")).Should().Be((pages == "redirect" ? 1m : 0m, 0m));
    }

    [Fact]
    public async Task A_preflight_that_routing_rejects_is_no_request()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("orders", s => s.Availability(99m)).FromRequests("orders", q => q.Route("/orders").BadStatus(405)),
            app =>
            {
                app.UseReliability();
                app.MapPost("/orders", () => "ok");
            });
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/orders");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using HttpResponseMessage rejected = await site.Client.SendAsync(preflight);
        rejected.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await site.CountAsync("orders")).Should().Be((0m, 0m));
    }
}
