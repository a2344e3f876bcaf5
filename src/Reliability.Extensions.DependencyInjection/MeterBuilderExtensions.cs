using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Internal;

namespace Reliability;

/// <summary>Feeds objectives from instruments of <c>System.Diagnostics.Metrics</c>: those of .NET, of libraries such as Npgsql or Polly, and your own.</summary>
public static class MeterBuilderExtensions
{
    /// <summary>Feeds an objective from an instrument, whenever one of this name exists in the process.</summary>
    /// <remarks>
    /// <para>An objective of availability or zero tolerance takes counters (as many events as were counted) and histograms (one event for each value); one of latency takes
    /// histograms whose unit is s, ms, us or ns, and of them only what is not bad; scores and measurements take the values of histograms and gauges. Instruments
    /// that have to be asked are asked every ten seconds. What does not fit is logged once and never disturbs whoever measures.</para>
    /// <para>A measurement costs no allocation.</para>
    /// </remarks>
    /// <param name="builder">The set-up.</param>
    /// <param name="slo">The name of an objective.</param>
    /// <param name="meter">The name of the meter, such as <c>Npgsql</c>.</param>
    /// <param name="instrument">The name of the instrument, such as <c>db.client.operation.duration</c>.</param>
    /// <param name="configure">Says which measurements, and which of them are bad.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ReliabilityBuilder FromMeter(this ReliabilityBuilder builder, string slo, string meter, string instrument, Action<MeterFilter> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(meter);
        ArgumentException.ThrowIfNullOrEmpty(instrument);
        ArgumentNullException.ThrowIfNull(configure);
        var filter = new MeterFilter();
        configure(filter);
        builder.Services.AddKeyedSingleton(builder.Name, new MeterSource(slo, meter, instrument, filter));
        if (!builder.Services.Any(service => service.ServiceType == typeof(MeterListening) && Equals(service.ServiceKey, builder.Name)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, MeterListening.Create);
            builder.Services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<MeterListening>(builder.Name));
        }

        return builder;
    }

    /// <summary>Feeds an objective from all measurements of an instrument, of which those with the tag <c>error.type</c> are bad.</summary>
    /// <inheritdoc cref="FromMeter(ReliabilityBuilder, string, string, string, Action{MeterFilter})"/>
    public static ReliabilityBuilder FromMeter(this ReliabilityBuilder builder, string slo, string meter, string instrument) =>
        builder.FromMeter(slo, meter, instrument, _ => { });
}
