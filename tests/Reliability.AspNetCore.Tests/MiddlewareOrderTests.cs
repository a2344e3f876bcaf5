using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
        _log.Of("WrongOrder").Should().ContainSingle().Which.Should().Contain("Response.StartAsync()").And.Contain("UseReliability() first");
    }

    public void Dispose() => _log.Dispose();

    private Task<Site> StartAsync(Action<WebApplication> map) => Site.StartAsync(
        r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
        map,
        services: services => services.AddLogging(logging => logging.AddProvider(_log)));
}
