using Microsoft.Extensions.Time.Testing;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Core.Tests.Jobs;

/// <summary>Processes over one store. The store has the one clock; each process has a clock of its own, which may be wrong.</summary>
internal sealed class Fleet : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly List<(JobCoordinator Jobs, FakeTimeProvider Clock)> _processes = [];
    private int _count;

    public Fleet() => Store = new InMemoryStore(Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public InMemoryStore Store { get; }

    public JobCoordinator Start(TimeSpan skew = default, ILeaseStore? leases = null)
    {
        var clock = new FakeTimeProvider(Time.GetUtcNow() + skew);
        var options = new JobCoordinatorOptions
        {
            ProcessId = $"process-{++_count}",
            Host = $"host-{_count}",
            HeartbeatInterval = Interval,
        };
        var jobs = new JobCoordinator(Store.Documents, leases ?? Store.Leases, options, clock);
        _processes.Add((jobs, clock));
        return jobs;
    }

    public static JobSubject Objective(string name, string? definition = "99.9 %", string service = "shop") =>
        new() { Service = service, Kind = "objective", Name = name, Definition = definition };

    /// <summary>Time passes for the store and for every process.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Advance(time);
        _processes.ForEach(one => one.Clock.Advance(time));
    }

    /// <summary>Time passes, and processes beat twice an interval.</summary>
    public async Task PassAsync(TimeSpan time, params JobCoordinator[] alive)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += Interval / 2)
        {
            Pass(Interval / 2);
            foreach (JobCoordinator jobs in alive)
            {
                await jobs.BeatAsync();
            }
        }
    }

    public void Dispose()
    {
        _processes.ForEach(one => one.Jobs.Dispose());
        Store.Dispose();
    }
}
