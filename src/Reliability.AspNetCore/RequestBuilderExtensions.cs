using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.AspNetCore;
using Reliability.AspNetCore.Internal;

namespace Reliability;

/// <summary>Feeds objectives from what an ASP.NET Core application sees.</summary>
public static class RequestBuilderExtensions
{
    /// <summary>Feeds an objective from requests. <c>app.UseReliability()</c> measures them.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="slo">The name of an objective of availability, latency or zero tolerance.</param>
    /// <param name="configure">Says which requests; see <see cref="RequestFilter"/> for what is bad.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is empty.</exception>
    public static ReliabilityBuilder FromRequests(this ReliabilityBuilder builder, string slo, Action<RequestFilter> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentNullException.ThrowIfNull(configure);
        var filter = new RequestFilter();
        configure(filter);
        builder.Services.AddKeyedSingleton(builder.Name, new RequestSource(slo, filter));
        if (!builder.Services.Any(service => service.ServiceType == typeof(RequestMeter) && Equals(service.ServiceKey, builder.Name)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, RequestMeter.Create);
            builder.Services.AddSingleton<IHostedService>(provider => new RequestMeterCheck(provider.GetRequiredKeyedService<RequestMeter>(builder.Name), builder.Name));
        }

        return builder;
    }

    /// <summary>Feeds an objective from all requests that a route took.</summary>
    /// <inheritdoc cref="FromRequests(ReliabilityBuilder, string, Action{RequestFilter})"/>
    public static ReliabilityBuilder FromRequests(this ReliabilityBuilder builder, string slo) => builder.FromRequests(slo, _ => { });
}
