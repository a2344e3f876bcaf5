using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>One request of a user counts once, at the route that took it.</summary>
public sealed class RequestCountTests
{
    [Theory]
    [InlineData("reexecute", true)]
    [InlineData("reexecute", false)]
    [InlineData("redirect", true)]
    [InlineData("redirect", false)]
    public async Task A_status_code_page_belongs_to_the_route_that_failed_and_a_wrong_address_to_none(string pages, bool hasLateRouting)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.ExcludeRoute("/page/{status}"))
                .AddSlo("fail", s => s.Availability(99m)).FromRequests("fail", q => q.Route("/fail"))
                .AddSlo("page", s => s.Availability(99m)).FromRequests("page", q => q.Route("/absent").BadStatus(404)),
            app =>
            {
                app.UseReliability();
                _ = pages == "redirect"
                    ? app.UseStatusCodePagesWithRedirects("/page/{0}")
                    : app.UseStatusCodePagesWithReExecute("/page/{0}");
                if (hasLateRouting)
                {
                    app.UseRouting();
                }

                app.MapGet("/fail", () => Results.StatusCode(500));
                app.MapGet("/page/{status}", (string status) => Results.Ok(status));
            });
        for (int i = 0; i < 10; i++)
        {
            await site.GetAsync("/fail");
            await site.GetAsync("/absent");
        }

        (await site.CountAsync("all")).Should().Be((10m, 10m));
        (await site.CountAsync("fail")).Should().Be((10m, 10m));
        (await site.CountAsync("page")).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(404)]
    public async Task A_status_code_page_without_a_body_does_not_take_the_request_over(int status)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all")
                .AddSlo("fail", s => s.Availability(99m)).FromRequests("fail", q => q.Route("/fail/{status}"))
                .AddSlo("page", s => s.Availability(99m)).FromRequests("page", q => q.Route("/page").BadStatus(404)),
            app =>
            {
                app.UseReliability();
                app.UseStatusCodePagesWithReExecute("/page");
                app.MapGet("/fail/{status}", (int status) => Results.StatusCode(status));
                app.MapGet("/page", (HttpContext http) =>
                {
                    http.Response.StatusCode = status == 0 ? http.Response.StatusCode : status;
                    return Task.CompletedTask;
                });
            });
        for (int i = 0; i < 10; i++)
        {
            await site.GetAsync("/fail/500");
            await site.GetAsync("/absent");
        }

        (await site.CountAsync("fail")).Should().Be((10m, 10m));
        (await site.CountAsync("all")).Should().Be((10m, 10m));
        (await site.CountAsync("page")).Should().Be((0m, 0m));
    }

    [Fact]
    public async Task A_failure_before_routing_counts_where_no_route_is_named()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all")
                .AddSlo("other", s => s.Availability(99m)).FromRequests("other", q => q.ExcludeRoute("/shut"))
                .AddSlo("ok", s => s.Availability(99m)).FromRequests("ok", q => q.Route("/shut")),
            app =>
            {
                app.UseReliability();
                app.Use((HttpContext http, RequestDelegate next) => http.Request.Path == "/shut"
                    ? throw new InvalidOperationException("thrown on purpose")
                    : next(http));
                app.UseRouting();
                app.MapGet("/ok", () => "ok");
            });
        for (int i = 0; i < 3; i++)
        {
            await site.GetAsync("/shut");
            await site.GetAsync("/ok");
        }

        (await site.CountAsync("all")).Should().Be((6m, 3m));
        (await site.CountAsync("other")).Should().Be((3m, 0m));
        (await site.CountAsync("ok")).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preflight_is_no_request(bool requiresCors)
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all")
                .AddSlo("orders", s => s.Availability(99m)).FromRequests("orders", q => q.Route("/orders")),
            app =>
            {
                app.UseReliability();
                app.UseCors("shop");
                RouteHandlerBuilder orders = app.MapPost("/orders", () => Results.StatusCode(500));
                _ = requiresCors ? orders.RequireCors("shop") : orders;
            },
            services: services => services.AddCors(cors => cors.AddPolicy(
                "shop", policy => policy.WithOrigins("https://shop.example").AllowAnyMethod())));
        for (int i = 0; i < 10; i++)
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, "/orders");
            preflight.Headers.Add("Origin", "https://shop.example");
            preflight.Headers.Add("Access-Control-Request-Method", "POST");
            using HttpResponseMessage allowed = await site.Client.SendAsync(preflight);
            allowed.Headers.Contains("Access-Control-Allow-Origin").Should().BeTrue();
            using HttpResponseMessage _ = await site.Client.PostAsync(new Uri("/orders", UriKind.Relative), content: null);
        }

        (await site.CountAsync("all")).Should().Be((10m, 10m));
        (await site.CountAsync("orders")).Should().Be((10m, 10m));
    }

    [Fact]
    public async Task Health_checks_endpoints_without_metrics_and_excluded_routes_are_left_out()
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.ExcludeRoute("PING/{id}/")),
            app =>
            {
                app.UseReliability();
                app.MapHealthChecks("/healthz");
                app.MapHealthChecks("/livez").WithDisplayName("alive");
                app.MapPost("/grpc.health.v1.Health/Check", () => "ok");
                app.MapGet("/quiet", () => "ok").DisableHttpMetrics();
                app.MapGet("/opt-out", (HttpContext http) =>
                {
                    http.Features.GetRequiredFeature<IHttpMetricsTagsFeature>().MetricsDisabled = http.Request.QueryString.HasValue;
                    return "ok";
                });
                app.MapGet("/ping/{id}", (int id) => id);
                app.MapGet("/ok", () => "ok");
            },
            services: services => services.AddHealthChecks());
        foreach (string path in (string[])["/healthz", "/livez", "/quiet", "/ping/1", "/opt-out?now", "/opt-out", "/ok"])
        {
            (await site.GetAsync(path)).Should().Be(System.Net.HttpStatusCode.OK);
        }

        using HttpResponseMessage grpc = await site.Client.PostAsync(
            new Uri("/grpc.health.v1.Health/Check", UriKind.Relative), content: null);
        grpc.EnsureSuccessStatusCode();
        (await site.CountAsync("all")).Should().Be((2m, 0m));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Health_checks_of_the_middleware_are_left_out_whatever_they_answer(bool hasFallback)
    {
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("all", s => s.Availability(99m)).FromRequests("all"),
            app =>
            {
                app.UseReliability();
                app.UseHealthChecks("/health");
                app.MapGet("/fail", () => Results.StatusCode(503));
                app.Use((HttpContext http, RequestDelegate next) =>
                {
                    http.Response.StatusCode = http.Request.Path == "/shut" ? 503 : http.Response.StatusCode;
                    return http.Request.Path == "/shut" ? Task.CompletedTask : next(http);
                });
                _ = hasFallback ? app.MapFallback(() => "page") : null;
            },
            services: services => services.AddHealthChecks().AddCheck("broken", () => HealthCheckResult.Unhealthy()));
        for (int i = 0; i < 5; i++)
        {
            ((int)await site.GetAsync("/health")).Should().Be(503);
        }

        ((int)await site.GetAsync("/fail")).Should().Be(503);
        ((int)await site.GetAsync("/shut")).Should().Be(503);
        (await site.CountAsync("all")).Should().Be((2m, 2m));
    }

    /// <summary>
    /// A fallback takes every method and type of an address, so that routing answers 405 and 415 only without one. The 404 of the fallback
    /// counts in the objective that names it.
    /// </summary>
    [Fact]
    public async Task The_404_of_a_fallback_counts_only_where_its_route_is_named()
    {
        await using Site site = await Site.StartAsync(
            r => r
                .AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.BadStatus(404).BadStatus(405).BadStatus(415))
                .AddSlo("named", s => s.Availability(99m)).FromRequests("named", q => q.Route("{*path:nonfile}").BadStatus(404)),
            app =>
            {
                app.UseReliability();
                app.MapPost("/orders", () => "ok").Accepts<string>("application/json");
                app.MapFallback(() => Results.NotFound());
            });
        using HttpResponseMessage wrongType = await site.Client.PostAsync(
            new Uri("/orders", UriKind.Relative), new StringContent("x", System.Text.Encoding.UTF8, "text/plain"));
        ((int)wrongType.StatusCode).Should().Be(404);
        ((int)await site.GetAsync("/orders")).Should().Be(404);
        ((int)await site.GetAsync("/absent")).Should().Be(404);
        (await site.CountAsync("named")).Should().Be((3m, 3m));
        (await site.CountAsync("all")).Should().Be((0m, 0m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_is_bad_if_one_declaration_calls_it_bad_and_ignored_if_all_that_select_it_ignore_it(bool isStrictFirst)
    {
        Action<RequestFilter> strict = q => q.Method("GET").BadStatus(429).IgnoreStatus(404);
        Action<RequestFilter> lenient = q => q.Route("/status/{status}").IgnoreStatus(404).IgnoreStatus(409).IgnoreStatus(429);
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m))
                .FromRequests("web", isStrictFirst ? strict : lenient)
                .FromRequests("web", isStrictFirst ? lenient : strict),
            app =>
            {
                app.UseReliability();
                app.MapGet("/status/{status}", (int status) => Results.StatusCode(status));
            });
        foreach (int status in (int[])[200, 404, 409, 429, 500])
        {
            await site.GetAsync($"/status/{status}");
        }

        // Both ignore 404, one ignores 409, and one calls 429 bad.
        (await site.CountAsync("web")).Should().Be((4m, 2m));
    }

    [Theory]
    [InlineData("right", "")]
    [InlineData("twice", "")]
    [InlineData("two declarations", "")]
    [InlineData("exceptions first", "UseExceptionHandler")]
    [InlineData("pages first", "UseStatusCodePages")]
    [InlineData("redirects first", "UseStatusCodePages")]
    [InlineData("plain pages first", "UseStatusCodePages")]
    public async Task A_request_counts_once_for_each_objective_in_any_order_and_a_wrong_one_is_reported_once(string setup, string reported)
    {
        var log = new Recorded();
        await using Site site = await Site.StartAsync(
            r =>
            {
                r.AddSlo("web", s => s.Availability(99m)).FromRequests("web", q => q.ExcludeRoute("/sorry"))
                    .AddSlo("all", s => s.Availability(99m)).FromRequests("all", q => q.ExcludeRoute("/sorry"));
                _ = setup == "two declarations" ? r.FromRequests("web", q => q.Route("/orders/{id}")) : r;
            },
            app =>
            {
                _ = setup switch
                {
                    "exceptions first" => app.UseExceptionHandler("/error"),
                    "pages first" => app.UseStatusCodePagesWithReExecute("/error"),
                    "redirects first" => app.UseStatusCodePagesWithRedirects("/sorry"), // a request of its own, which counts apart
                    "plain pages first" => app.UseStatusCodePages(),
                    _ => app,
                };
                app.UseReliability();
                _ = setup == "twice" ? app.UseReliability() : app;
                app.MapGet("/error", () => "sorry");
                app.MapGet("/sorry", () => "sorry");
                app.MapGet("/orders/{id}", (int id) =>
                    id < 7 ? Results.Ok(id)
                    : reported == "UseStatusCodePages" ? Results.StatusCode(500)
                    : throw new InvalidOperationException("thrown on purpose"));
            },
            services: services => services.AddSingleton<ILoggerProvider>(log));
        for (int id = 0; id < 10; id++)
        {
            await site.GetAsync($"/orders/{id}");
        }

        (await site.CountAsync("web")).Should().Be((10m, 3m));
        (await site.CountAsync("all")).Should().Be((10m, 3m));
        string[] reports = [.. log.Warnings.Where(text => text.Contains("before app.UseReliability()", StringComparison.Ordinal))];
        reports.Select(text => text.Split('(')[0]).Should().Equal(reported.Length == 0 ? [] : [$"app.{reported}"]);
    }

    [Theory]
    [InlineData("exceptions first", 1)]
    [InlineData("right", 0)]
    [InlineData("twice", 0)]
    public async Task An_exception_handler_before_UseReliability_is_reported_at_the_start_and_not_again(string setup, int reports)
    {
        var log = new Recorded();
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"),
            app =>
            {
                _ = setup == "exceptions first" ? app : app.UseReliability();
                app.UseExceptionHandler("/error");
                _ = setup == "right" ? app : app.UseReliability();
                app.MapGet("/error", () => "sorry");
                app.MapGet("/fail", string () => throw new InvalidOperationException("thrown on purpose"));
            },
            services: services => services.AddSingleton<ILoggerProvider>(log));
        Reports().Should().HaveCount(reports);
        if (reports > 0)
        {
            await site.GetAsync("/fail");
            Reports().Should().HaveCount(reports);
        }

        IEnumerable<string> Reports() =>
            log.Warnings.Where(text => text.Contains("app.UseExceptionHandler(...) is called before", StringComparison.Ordinal));
    }

    private sealed class Recorded : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Warnings { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
