using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Reliability.Benchmarks.Recording;

/// <summary>
/// A meter with the provider of the OpenTelemetry SDK behind it, so that each measurement is aggregated; its reader exports to nowhere.
/// </summary>
internal sealed class OpenTelemetryPeer : IDisposable
{
    private readonly LastPoint _exporter = new();
    private readonly MeterProvider _provider;

    /// <summary>Creates the meter.</summary>
    /// <param name="exponential">Whether histograms aggregate into base-2 exponential buckets instead of the default bounds.</param>
    public OpenTelemetryPeer(bool exponential = false)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Meter.Name)
            .AddReader(new BaseExportingMetricReader(_exporter));
        if (exponential)
        {
            builder.AddView(static _ => new Base2ExponentialBucketHistogramConfiguration());
        }

        _provider = builder.Build();
    }

    public Meter Meter { get; } = new("Reliability.Benchmarks." + Guid.NewGuid().ToString("N"));

    public static KeyValuePair<string, object?> ServiceTag { get; } = new("service", Workload.Service);

    public static KeyValuePair<string, object?> RouteTag { get; } = new("route", Workload.Route);

    /// <summary>How many measurements the last point exported holds.</summary>
    public long Collect()
    {
        _provider.ForceFlush();
        return _exporter.Count;
    }

    public void Dispose()
    {
        Meter.Dispose();
        _provider.Dispose();
    }

    private sealed class LastPoint : BaseExporter<Metric>
    {
        public long Count { get; private set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (Metric metric in batch)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    Count = metric.MetricType == MetricType.LongSum ? point.GetSumLong() : point.GetHistogramCount();
                }
            }

            return ExportResult.Success;
        }
    }
}
