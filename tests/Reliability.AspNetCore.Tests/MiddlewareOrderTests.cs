using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Middleware that comes too late is reported, and harms nobody.</summary>
public sealed class MiddlewareOrderTests : IDisposable
{
    private readonly LogLines _log = new();

    [Fact]
    public async Task A_response_that_started_before_the_middleware_reaches_its_visitor_and_is_reported_once()
    {
        await using Site site = await StartAsync(app =>
        {
            app.Use(async (http, next) =>
            {
                if (http.Request.Path == "/early")
                {
                    await http.Response.StartAsync();
                }

                await next(http);
            });
            app.UseReliability();
            app.MapGet("/early", (HttpContext http) => http.Response.WriteAsync("early"));
            app.MapGet("/late", () => "late");
        });
        for (int i = 0; i < 10; i++)
        {
            (await site.Client.GetStringAsync(new Uri("/early", UriKind.Relative))).Should().Be("early");
        }

        (await site.GetAsync("/late")).Should().Be(HttpStatusCode.OK);
        (await site.CountAsync("web")).Should().Be((1m, 0m));
        _log.Of("WrongOrder").Should().ContainSingle()
            .Which.Should().Contain("Response.StartAsync()").And.Contain("UseReliability() first");
    }

    [Theory]
    [InlineData("endpoints first", 1)]
    [InlineData("right", 0)]
    [InlineData("endpoints of a branch first", 0)]
    public async Task Endpoints_that_are_executed_before_the_middleware_are_reported_at_the_start(string order, int reports)
    {
        static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/orders", () => "ok");
        using IHost host = new HostBuilder()
            .ConfigureLogging(logging => logging.AddProvider(_log))
            .ConfigureWebHost(web => web
                .UseKestrel()
                .UseUrls("http://127.0.0.1:0")
                .ConfigureServices(services => services.AddRouting().AddReliability(Objective))
                .Configure(app =>
                {
                    _ = order == "endpoints of a branch first" ? app.Map("/admin", admin => admin.UseRouting().UseEndpoints(Map)) : app;
                    app.UseRouting();
                    _ = order == "endpoints first" ? app.UseEndpoints(Map).UseReliability() : app.UseReliability().UseEndpoints(Map);
                }))
            .Build();
        await host.StartAsync();
        _log.Of("WrongOrder").Select(line => line.Split('(')[0]).Should().Equal(Enumerable.Repeat("app.UseEndpoints", reports));
        await host.StopAsync();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_WebApplication_that_executes_its_endpoints_by_itself_does_so_after_the_middleware(bool isEarly, int reports)
    {
        await using Site site = await StartAsync(app =>
        {
            app.UseRouting();
            app.MapGet("/orders", () => "ok");
            _ = isEarly ? app.UseEndpoints(_ => { }) : app;
            app.UseReliability();
        });
        await site.GetAsync("/orders");
        (await site.CountAsync("web")).Should().Be((1 - reports, 0m));
        _log.Of("WrongOrder").Should().HaveCount(reports);
    }

    public void Dispose() => _log.Dispose();

    private static void Objective(ReliabilityBuilder r) => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web");

    private Task<Site> StartAsync(Action<WebApplication> map) => Site.StartAsync(
        Objective,
        map,
        services: services => services.AddLogging(logging => logging.AddProvider(_log)));
}
