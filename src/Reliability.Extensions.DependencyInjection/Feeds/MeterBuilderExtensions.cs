using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Internal;
using Reliability.Recording;

namespace Reliability;

/// <summary>
/// Provides methods that feed objectives from instruments of <c>System.Diagnostics.Metrics</c>: those of .NET, of libraries such as Npgsql
/// or Polly, and those of the application.
/// </summary>
public static class MeterBuilderExtensions
{
    /// <summary>Feeds an objective from an instrument. The instrument can be created at any time in the process.</summary>
    /// <remarks>
    /// <para>An objective of availability or zero tolerance accepts counters (the counted number of events) and histograms (one event for
    /// each value). A latency objective accepts histograms whose unit is s, ms, us or ns, and records only the values that are not bad.
    /// Scores and measurements accept the values of histograms and gauges. Observable instruments are polled every ten seconds. An
    /// instrument or value that does not fit is logged once and never throws into the code that measures.</para>
    /// <para>Recording a measurement does not allocate.</para>
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective.</param>
    /// <param name="meter">The name of the meter, such as <c>Npgsql</c>.</param>
    /// <param name="instrument">The name of the instrument, such as <c>db.client.operation.duration</c>.</param>
    /// <param name="configure">Selects the measurements, and defines which of them are bad.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ReliabilityBuilder FromMeter(
        this ReliabilityBuilder builder, string slo, string meter, string instrument, Action<MeterFilter> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(meter);
        ArgumentException.ThrowIfNullOrEmpty(instrument);
        ArgumentNullException.ThrowIfNull(configure);
        var filter = new MeterFilter();
        configure(filter);
        return builder.Listen(new MeterSource(slo, meter, instrument, filter));
    }

    /// <summary>Feeds an objective from all measurements of an instrument. Measurements with the tag <c>error.type</c> are bad.</summary>
    /// <inheritdoc cref="FromMeter(ReliabilityBuilder, string, string, string, Action{MeterFilter})"/>
    public static ReliabilityBuilder FromMeter(this ReliabilityBuilder builder, string slo, string meter, string instrument) =>
        builder.FromMeter(slo, meter, instrument, _ => { });

    /// <summary>
    /// Feeds an objective from two counters or histograms of a meter: one counts all events, the other counts the bad ones among them.
    /// </summary>
    /// <remarks>
    /// <para>Records good = total - bad, whichever of the two is reported first. Events count when the recorder flushes, within a second.
    /// A bad event that the total does not report within 20 seconds counts as an event of its own, and is deducted from the total if it is
    /// reported later: a failure is never hidden and never counts twice.</para>
    /// <para>Recording a measurement does not allocate.</para>
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability or zero tolerance.</param>
    /// <param name="meter">The name of the meter.</param>
    /// <param name="total">The name of the instrument that counts all events, including the bad ones.</param>
    /// <param name="bad">The name of the instrument that counts the bad events.</param>
    /// <param name="configure">Selects the measurements of both instruments, by the same tags.</param>
    /// <exception cref="ArgumentException">
    /// A name is empty, the two instruments are the same, or <paramref name="configure"/> defines bad measurements.
    /// </exception>
    public static ReliabilityBuilder FromMeter(
        this ReliabilityBuilder builder, string slo, string meter, string total, string bad, Action<MeterFilter> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(meter);
        ArgumentException.ThrowIfNullOrEmpty(total);
        ArgumentException.ThrowIfNullOrEmpty(bad);
        ArgumentNullException.ThrowIfNull(configure);
        if (total == bad)
        {
            throw new ArgumentException($"The total and its bad events must be two instruments; both are '{bad}'.", nameof(bad));
        }

        var filter = new MeterFilter();
        configure(filter);
        if (filter.DefinesBad)
        {
            throw new ArgumentException(
                $"'{slo}' is fed by two instruments: the measurements of '{bad}' are the bad ones. Use Where to select measurements, and "
                + "not BadWhen.",
                nameof(configure));
        }

        var pair = new MeterPair(total, bad);
        return builder.Listen(
            new MeterSource(slo, meter, total, filter) { Pair = pair }, new MeterSource(slo, meter, bad, filter) { Pair = pair });
    }

    /// <inheritdoc cref="FromMeter(ReliabilityBuilder, string, string, string, string, Action{MeterFilter})"/>
    public static ReliabilityBuilder FromMeter(this ReliabilityBuilder builder, string slo, string meter, string total, string bad) =>
        builder.FromMeter(slo, meter, total, bad, _ => { });

    private static ReliabilityBuilder Listen(this ReliabilityBuilder builder, params ReadOnlySpan<MeterSource> sources)
    {
        foreach (MeterSource source in sources)
        {
            builder.Services.AddKeyedSingleton(builder.Name, source);
            if (source.Pair is null)
            {
                builder.AddFeed(source.Slo, source.Text, healthCheck: null);
            }
            else if (!source.IsBadOfPair)
            {
                builder.AddFeed(
                    source.Slo,
                    $"total {source.Pair.Total} with its bad events {source.Pair.Bad} of meter {source.Meter}",
                    healthCheck: null,
                    SeriesKind.Outcome);
            }
        }

        if (!builder.Services.Any(service => service.ServiceType == typeof(MeterListening) && Equals(service.ServiceKey, builder.Name)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, MeterListening.Create);
            builder.Services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<MeterListening>(builder.Name));
        }

        return builder;
    }
}
