using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Recording;

/// <summary>What it costs one thread to count one event.</summary>
[BenchmarkCategory(Category)]
public class OutcomeBenchmarks
{
    public const string Category = "Outcome, one thread";

    private OutcomePeers _peers = null!;

    [GlobalSetup]
    public void Setup() => _peers = new OutcomePeers();

    [GlobalCleanup]
    public Task Cleanup() => _peers.DisposeAsync().AsTask();

    [Benchmark(Baseline = true, Description = "prometheus-net Counter.Inc", OperationsPerInvoke = Workload.Length)]
    public void Prometheus() => _peers.Prometheus();

    [Benchmark(Description = "OpenTelemetry Counter.Add, 2 tags", OperationsPerInvoke = Workload.Length)]
    public void OpenTelemetry() => _peers.OpenTelemetry();

    [Benchmark(Description = "Interlocked.Increment, uncontended", OperationsPerInvoke = Workload.Length)]
    public void InterlockedIncrement() => _peers.InterlockedIncrement();

    [Benchmark(Description = "a plain increment", OperationsPerInvoke = Workload.Length)]
    public void PlainIncrement() => _peers.PlainIncrement();

    [Benchmark(Description = "OutcomeRecorder.Record", OperationsPerInvoke = Workload.Length)]
    public void Reliability() => _peers.Reliability();
}
