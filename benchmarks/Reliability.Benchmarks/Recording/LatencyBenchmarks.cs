using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Prometheus;
using Reliability.Recording;
using Reliability.Storage;
using Histogram = Prometheus.Histogram;

namespace Reliability.Benchmarks.Recording;

/// <summary>What it costs one thread to record one latency.</summary>
[BenchmarkCategory(Category)]
public class LatencyBenchmarks
{
    public const string Category = "Latency, one thread";

    private TimeSpan[] _durations = [];
    private double[] _seconds = [];
    private double[] _milliseconds = [];
    private ReliabilityRecorder _recorder = null!;
    private LatencyRecorder _latency = null!;
    private Histogram.Child _child = null!;
    private OpenTelemetryPeer _openTelemetry = null!;
    private OpenTelemetryPeer _exponential = null!;
    private Histogram<double> _histogram = null!;
    private Histogram<double> _exponentialHistogram = null!;
    private long _passes;

    [GlobalSetup]
    public void Setup()
    {
        // Each peer gets its own unit ready-made: seconds for Prometheus, milliseconds for OpenTelemetry's default bounds.
        _durations = Workload.Durations();
        _seconds = [.. _durations.Select(d => d.TotalSeconds)];
        _milliseconds = [.. _durations.Select(d => d.TotalMilliseconds)];

        var series = SeriesDefinition.Latencies(new SeriesId(Workload.Service, Workload.Route), TimeSpan.FromMilliseconds(300));
        _recorder = new ReliabilityRecorder(new NullSeriesStore(), [series]);
        _latency = _recorder.Latencies(Workload.Route);
        _child = Metrics.WithCustomRegistry(Metrics.NewCustomRegistry())
            .CreateHistogram("request_duration_seconds", "Durations.", "service", "route")
            .WithLabels(Workload.Service, Workload.Route);
        _openTelemetry = new OpenTelemetryPeer();
        _histogram = _openTelemetry.Meter.CreateHistogram<double>("request.duration", "ms");
        _exponential = new OpenTelemetryPeer(exponential: true);
        _exponentialHistogram = _exponential.Meter.CreateHistogram<double>("request.duration", "ms");

        Reliability();
        Prometheus();
        OpenTelemetry();
        OpenTelemetryExponential();
        Evidence.Require(nameof(Reliability), _recorder.GetStatistics().Recorded);
        Evidence.Require(nameof(Prometheus), _child.Count);
        Evidence.Require(nameof(OpenTelemetry), _openTelemetry.Collect());
        Evidence.Require(nameof(OpenTelemetryExponential), _exponential.Collect());
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _openTelemetry.Dispose();
        _exponential.Dispose();
        Evidence.RequireAll(_passes * Workload.Length, _recorder.GetStatistics().Recorded);
        await _recorder.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "prometheus-net Histogram.Observe", OperationsPerInvoke = Workload.Length)]
    public void Prometheus()
    {
        Histogram.Child child = _child;
        foreach (double seconds in _seconds)
        {
            child.Observe(seconds);
        }
    }

    [Benchmark(Description = "OpenTelemetry Histogram.Record, 2 tags", OperationsPerInvoke = Workload.Length)]
    public void OpenTelemetry() => Record(_histogram);

    [Benchmark(Description = "OpenTelemetry Histogram.Record, 2 tags, exponential", OperationsPerInvoke = Workload.Length)]
    public void OpenTelemetryExponential() => Record(_exponentialHistogram);

    [Benchmark(Description = "LatencyRecorder.Record", OperationsPerInvoke = Workload.Length)]
    public void Reliability()
    {
        LatencyRecorder latency = _latency;
        foreach (TimeSpan duration in _durations)
        {
            latency.Record(duration);
        }

        _passes++;
    }

    private void Record(Histogram<double> histogram)
    {
        foreach (double milliseconds in _milliseconds)
        {
            histogram.Record(milliseconds, OpenTelemetryPeer.ServiceTag, OpenTelemetryPeer.RouteTag);
        }
    }
}
