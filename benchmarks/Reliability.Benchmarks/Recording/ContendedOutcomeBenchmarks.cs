using BenchmarkDotNet.Attributes;

namespace Reliability.Benchmarks.Recording;

/// <summary>
/// What one event costs when two threads count into one series at the same time: the time from the first event to
/// the last, divided by the events of both threads.
/// </summary>
[BenchmarkCategory(Category)]
public class ContendedOutcomeBenchmarks
{
    public const string Category = "Outcome, two threads on one counter";

    private const int Passes = 512;
    private const int Threads = 2;
    private const int Events = Threads * Passes * Workload.Length;

    private OutcomePeers _peers = null!;
    private RecordingThreads _threads = null!;

    [GlobalSetup(Target = nameof(Prometheus))]
    public void SetupPrometheus() => Setup(peers => peers.Prometheus);

    [GlobalSetup(Target = nameof(OpenTelemetry))]
    public void SetupOpenTelemetry() => Setup(peers => peers.OpenTelemetry);

    [GlobalSetup(Target = nameof(Reliability))]
    public void SetupReliability() => Setup(peers => peers.Reliability);

    [GlobalCleanup]
    public async Task Cleanup()
    {
        _threads.Dispose();
        await _peers.DisposeAsync();
    }

    [Benchmark(Baseline = true, Description = "prometheus-net Counter.Inc", OperationsPerInvoke = Events)]
    public void Prometheus() => _threads.RunOnce();

    [Benchmark(Description = "OpenTelemetry Counter.Add, 2 tags", OperationsPerInvoke = Events)]
    public void OpenTelemetry() => _threads.RunOnce();

    [Benchmark(Description = "OutcomeRecorder.Record", OperationsPerInvoke = Events)]
    public void Reliability() => _threads.RunOnce();

    private void Setup(Func<OutcomePeers, Action> pass)
    {
        _peers = new OutcomePeers();
        Action work = pass(_peers);
        _threads = new RecordingThreads(Threads, _ =>
        {
            for (int i = 0; i < Passes; i++)
            {
                work();
            }
        });
    }
}
