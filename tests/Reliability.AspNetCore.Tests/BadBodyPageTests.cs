using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// A body that is too large, stalls or is malformed is judged by the status that the client got, whatever page the application shows.
/// </summary>
public sealed class BadBodyPageTests
{
    private const string TooLarge = "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    private const string Stalled = "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\no";
    private const string Malformed = "POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnot-a-size\r\n";

    [Theory]
    [InlineData("none", TooLarge, 413, 0)]
    [InlineData("none", Stalled, 408, 0)]
    [InlineData("none", Malformed, 400, 0)]
    [InlineData("reexecute", TooLarge, 413, 0)]
    [InlineData("reexecute", Stalled, 408, 0)]
    [InlineData("reexecute", Malformed, 400, 0)]
    [InlineData("redirect", TooLarge, 413, 0)]
    [InlineData("redirect", Stalled, 408, 0)]
    [InlineData("redirect", Malformed, 400, 0)]
    [InlineData("exceptions", TooLarge, 500, 1)]
    [InlineData("exceptions", Stalled, 500, 1)]
    [InlineData("exceptions", Malformed, 500, 1)]
    [InlineData("exceptions by status", TooLarge, 413, 0)]
    [InlineData("exceptions by status", Stalled, 408, 0)]
    [InlineData("exceptions by status", Malformed, 400, 0)]
    [InlineData("caught", TooLarge, 413, 0)]
    [InlineData("caught, reexecute", TooLarge, 413, 0)]
    [InlineData("caught, redirect", TooLarge, 302, 0)]
    public async Task A_body_that_cannot_be_read_is_judged_by_the_status_that_the_client_got(
        string page, string request, int status, int bad)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("read", s => s.Availability(99m)).FromRequests("read", q => q.Route("/read"))
                .AddSlo("strict", s => s.Availability(99m))
                .FromRequests("strict", q => q.Route("/read").BadStatus(413).BadStatus(408).BadStatus(400))
                .AddSlo("page", s => s.Availability(99m)).FromRequests("page", q => q.Route("/sorry")),
            app =>
            {
                app.UseReliability();
                UsePages(app, page);
                app.MapPost("/read", async (HttpContext http) =>
                {
                    try
                    {
                        await http.Request.Body.CopyToAsync(Stream.Null);
                    }
                    catch (BadHttpRequestException e) when (page.StartsWith("caught", StringComparison.Ordinal))
                    {
                        http.Response.StatusCode = e.StatusCode;
                    }
                });
                app.Map("/sorry", () => "sorry");
            },
            services: services => services.Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = 100;
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1_000_000, TimeSpan.FromSeconds(1.1));
            }));
        (await RawClient.SendAsync(site, request)).Should().Contain($" {status} ");
        (await site.CountAsync("read")).Should().Be((1m, bad));
        (await site.CountAsync("strict")).Should().Be((1m, 1m), "the failure belongs to the route, also if a page answers it");
        (await site.CountAsync("page")).Should().Be((0m, 0m));
    }

    private static void UsePages(WebApplication app, string page)
    {
        if (page.EndsWith("reexecute", StringComparison.Ordinal))
        {
            app.UseStatusCodePagesWithReExecute("/sorry");
        }
        else if (page.EndsWith("redirect", StringComparison.Ordinal))
        {
            app.UseStatusCodePagesWithRedirects("/sorry");
        }
        else if (page.StartsWith("exceptions", StringComparison.Ordinal))
        {
            bool isByStatus = page.EndsWith("status", StringComparison.Ordinal);
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/sorry",
                StatusCodeSelector = isByStatus ? e => e is BadHttpRequestException bad ? bad.StatusCode : 500 : null,
            });
        }
    }
}
