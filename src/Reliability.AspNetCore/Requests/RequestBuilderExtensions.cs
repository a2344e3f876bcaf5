using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.AspNetCore;
using Reliability.AspNetCore.Internal;
using Reliability.Recording;

namespace Reliability;

/// <summary>Provides methods that feed objectives from the requests of an ASP.NET Core application.</summary>
public static class RequestBuilderExtensions
{
    /// <summary>Feeds an objective or a metric from requests, which <c>app.UseReliability()</c> measures.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">
    /// The name of an objective of availability, latency or zero tolerance, or of a metric of durations or outcomes.
    /// </param>
    /// <param name="configure">Selects the requests. <see cref="RequestFilter"/> defines which of them are bad.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    public static ReliabilityBuilder FromRequests(this ReliabilityBuilder builder, string slo, Action<RequestFilter> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentNullException.ThrowIfNull(configure);
        var filter = new RequestFilter();
        configure(filter);
        builder.Services.AddKeyedSingleton(builder.Name, new RequestSource(slo, filter));
        builder.AddDefinition(new FeedDeclaration
        {
            Slo = slo,
            Source = "Requests",
            Kinds = [SeriesKind.Outcome, SeriesKind.Latency],
            Methods = filter.Methods,
        });
        return builder.FromRequests();
    }

    /// <summary>
    /// Feeds the objectives and metrics that configuration feeds from requests (<see cref="FedOptions.Requests"/>);
    /// <c>app.UseReliability()</c>
    /// measures them.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    public static ReliabilityBuilder FromRequests(this ReliabilityBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(RequestMeter) && Equals(service.ServiceKey, builder.Name)))
        {
            builder.AddDefinition(new FeedReader { Setting = nameof(FedOptions.Requests) });
            builder.Services.AddKeyedSingleton(builder.Name, RequestMeter.Create);
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, DynamicRoutePolicy.Before>());
            builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, DynamicRoutePolicy.After>());
            builder.Services.AddSingleton<IHostedService>(
                provider => new RequestMeterCheck(
                    provider.GetRequiredKeyedService<RequestMeter>(builder.Name),
                    provider.GetService<EndpointDataSource>(),
                    provider.GetService<ILoggerFactory>()?.CreateLogger(ReliabilityLogCategories.AspNetCore) ?? NullLogger.Instance));
        }

        return builder;
    }

    /// <summary>Feeds an objective or a metric from all requests that matched a route.</summary>
    /// <inheritdoc cref="FromRequests(ReliabilityBuilder, string, Action{RequestFilter})"/>
    public static ReliabilityBuilder FromRequests(this ReliabilityBuilder builder, string slo) => builder.FromRequests(slo, _ => { });
}
