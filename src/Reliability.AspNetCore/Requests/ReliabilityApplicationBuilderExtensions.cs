using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability;
using Reliability.AspNetCore.Internal;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Provides methods that measure the requests of an application.</summary>
public static class ReliabilityApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the middleware that measures requests for the objectives that <c>FromRequests</c> declares. Add it first, so that it sees the
    /// result of all other middleware. It does not allocate for a request.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <exception cref="InvalidOperationException">There is no setup.</exception>
    /// <exception cref="OptionsValidationException">A declaration names an objective that does not exist, or
    /// one that requests cannot feed.</exception>
    public static IApplicationBuilder UseReliability(this IApplicationBuilder app) => app.UseReliability(Options.DefaultName);

    /// <summary>Adds the middleware that measures requests for the objectives of a named setup.</summary>
    /// <param name="app">The application.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such setup.</exception>
    /// <exception cref="OptionsValidationException">A declaration names an objective that does not exist, or
    /// one that requests cannot feed.</exception>
    public static IApplicationBuilder UseReliability(this IApplicationBuilder app, string name)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(name);
        Setup.Require(app.ApplicationServices, name);
        RequestMeter? meter = app.ApplicationServices.GetKeyedService<RequestMeter>(name);
        if (meter is null)
        {
            return app;
        }

        ILogger logger = app.ApplicationServices.GetService<ILoggerFactory>()?.CreateLogger(ReliabilityLogCategories.AspNetCore)
            ?? NullLogger.Instance;
        if (!meter.IsUsed && ProblemOf(app) is { } problem && meter.TryReportOrder())
        {
            Log.WrongOrder(logger, problem);
        }

        meter.IsUsed = true;
        TimeProvider clock = app.ApplicationServices.GetRequiredService<TimeProvider>();
        return app.Use(next => new RequestMiddleware(next, meter, clock, logger).InvokeAsync);
    }

    private static string? ProblemOf(IApplicationBuilder app) =>
        IsAfterEndpoints(app) ? WrongOrder.Endpoints
        : IsAfterExceptionHandler(app) ? WrongOrder.Middleware("UseExceptionHandler")
        : null;

    /// <summary>
    /// <c>UseEndpoints</c> adds the routes of its builder to those of the application. A <c>WebApplication</c> calls it when it starts,
    /// after all other middleware, so that its own routes are not among them yet.
    /// </summary>
    private static bool IsAfterEndpoints(IApplicationBuilder app) =>
        app.Properties.TryGetValue("__EndpointRouteBuilder", out object? builder)
        && builder is IEndpointRouteBuilder routes
        && app.ApplicationServices.GetService<EndpointDataSource>() is CompositeEndpointDataSource used
        && routes.DataSources.Any(used.DataSources.Contains);

    /// <summary>
    /// <c>UseExceptionHandler</c> leaves the name of its middleware for those who analyze the order. Status-code pages leave nothing; the
    /// first request shows them.
    /// </summary>
    private static bool IsAfterExceptionHandler(IApplicationBuilder app) =>
        app.Properties.TryGetValue("analysis.NextMiddlewareName", out object? name)
        && name is "Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware";
}
