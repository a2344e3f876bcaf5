using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A bad request is counted by its route and by how it failed.</summary>
public sealed class BadRequestSourceTests
{
    [Fact]
    public async Task Bad_requests_have_the_pattern_of_their_route_and_their_status()
    {
        await using Site site = await Site.StartAsync(
            reliability => reliability
                .AddSlo("web", slo => slo.Availability(99m)).FromRequests("web", filter => filter.BadStatus(429))
                .AddSlo("fast", slo => slo.Latency(TimeSpan.FromMilliseconds(1), 99m))
                .FromRequests("fast", filter => filter.Route("/slow")),
            app =>
            {
                app.UseReliability();
                app.Use((HttpContext http, RequestDelegate next) =>
                    http.Request.Path == "/nowhere" ? throw new InvalidOperationException("It fails before routing.") : next(http));
                app.UseRouting();
                app.MapGet("/orders/{id:int}", (int id) => Results.StatusCode(id));
                app.MapGet("/slow", async (HttpContext http) =>
                {
                    TimeProvider time = TimeProvider.System;
                    long start = time.GetTimestamp();
                    while (time.GetElapsedTime(start) < TimeSpan.FromMilliseconds(3))
                    {
                        await Task.Yield();
                    }
                });
                app.MapGet("/cut", (HttpContext http) => http.Abort());
            });
        foreach (string path in (string[])["/orders/200", "/orders/500", "/orders/503", "/orders/500", "/orders/429", "/slow", "/nowhere"])
        {
            await site.GetAsync(path);
        }

        await site.Invoking(one => one.GetAsync("/cut")).Should().ThrowAsync<HttpRequestException>();
        (await site.CountAsync("web")).Should().Be((8m, 6m));
        (await SourcesAsync("web")).Should().BeEquivalentTo(
        [
            ("/orders/{id}", "500", 2L),
            ("/orders/{id}", "503", 1L),
            ("/orders/{id}", "429", 1L),
            ("(no route)", "500", 1L),
            ("/cut", "cut", 1L),
        ]);
        (await SourcesAsync("fast")).Should().Equal(("/slow", "slow", 1L));

        async Task<IEnumerable<(string, string, long)>> SourcesAsync(string slo)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            BadEventSources read = await site.Services.GetRequiredService<IErrorBudgets>()
                .GetBadEventSourcesAsync(slo, new TimeRange(now.AddHours(-1), now.AddMinutes(5)));
            read.Other.Should().Be(0);
            read.Sources.Should().OnlyContain(one => one.Version.Length > 0);
            return read.Sources.Select(one => (one.Route, one.Status, one.Bad));
        }
    }
}
