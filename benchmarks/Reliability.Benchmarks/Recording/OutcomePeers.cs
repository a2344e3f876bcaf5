using System.Diagnostics.Metrics;
using Prometheus;
using Reliability.Recording;
using Reliability.Storage;
using Counter = Prometheus.Counter;

namespace Reliability.Benchmarks.Recording;

/// <summary>
/// One pass of counting for each peer, with everything that can be prepared in advance prepared. The recorder also tells good
/// from bad, which the counters of the peers are spared.
/// </summary>
internal sealed class OutcomePeers : IAsyncDisposable
{
    private readonly bool[] _outcomes = Workload.Outcomes();
    private readonly ReliabilityRecorder _recorder;
    private readonly OutcomeRecorder _outcome;
    private readonly Counter.Child _child;
    private readonly OpenTelemetryPeer _openTelemetry = new();
    private readonly Counter<long> _counter;
    private long _passes;
    private long _good;
    private long _bad;

    public OutcomePeers()
    {
        _recorder = new ReliabilityRecorder(
            new NullSeriesStore(),
            [SeriesDefinition.Outcomes(new SeriesId(Workload.Service, Workload.Route))]);
        _outcome = _recorder.Outcomes(Workload.Route);
        _child = Metrics.WithCustomRegistry(Metrics.NewCustomRegistry())
            .CreateCounter("requests_total", "Requests.", "service", "route")
            .WithLabels(Workload.Service, Workload.Route);
        _counter = _openTelemetry.Meter.CreateCounter<long>("requests");

        Reliability();
        Prometheus();
        OpenTelemetry();
        Evidence.Require(nameof(Reliability), _recorder.GetStatistics().Recorded);
        Evidence.Require(nameof(Prometheus), _child.Value);
        Evidence.Require(nameof(OpenTelemetry), _openTelemetry.Collect());
    }

    public void Reliability()
    {
        OutcomeRecorder outcome = _outcome;
        foreach (bool good in _outcomes)
        {
            outcome.Record(good);
        }

        Interlocked.Increment(ref _passes);
    }

    /// <summary>One locked instruction, which nobody contends for.</summary>
    public void InterlockedIncrement()
    {
        foreach (bool good in _outcomes)
        {
            Interlocked.Increment(ref good ? ref _good : ref _bad);
        }
    }

    /// <summary>What no counter of several threads can be.</summary>
    public void PlainIncrement()
    {
        foreach (bool good in _outcomes)
        {
            (good ? ref _good : ref _bad)++;
        }
    }

    public void Prometheus()
    {
        Counter.Child child = _child;
        for (int i = 0; i < Workload.Length; i++)
        {
            child.Inc();
        }
    }

    public void OpenTelemetry()
    {
        Counter<long> counter = _counter;
        for (int i = 0; i < Workload.Length; i++)
        {
            counter.Add(1, OpenTelemetryPeer.ServiceTag, OpenTelemetryPeer.RouteTag);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _openTelemetry.Dispose();
        Evidence.RequireAll(_passes * Workload.Length, _recorder.GetStatistics().Recorded);
        await _recorder.DisposeAsync();
    }
}
