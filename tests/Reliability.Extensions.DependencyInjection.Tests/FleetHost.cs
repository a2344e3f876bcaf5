using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Recording;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>A host whose work in the background a test does by hand, on a clock of its own.</summary>
internal sealed class FleetHost(IHost host, FakeTimeProvider clock, LogCollector log) : IDisposable
{
    public FakeTimeProvider Clock => clock;

    public LogCollector Log => log;

    /// <summary>Whether it works; a host that was killed simply stops beating.</summary>
    public bool IsAlive { get; set; } = true;

    public string Process => Get<JobCoordinator>().Options.ProcessId;

    public IMeterFactory Meters => host.Services.GetRequiredService<IMeterFactory>();

    public T Get<T>(string setup = "")
        where T : class => host.Services.GetRequiredKeyedService<T>(setup);

    public IEnumerable<LeasedJob> Jobs => LeasedJobs.All(host);

    public LeasedJob Job(string job, string setup = "") => LeasedJobs.Of(host, job, setup);

    public Task RunAsync(string job, string setup = "") => Job(job, setup).RunOnceAsync(default);

    public Task TakeOverAsync(string job, string setup = "") => Job(job, setup).TakeOverOnceAsync(default);

    public Task BeatAsync(string setup = "") => Get<HeartbeatWorker>(setup).BeatOnceAsync(default);

    public Task LookAsync(string setup = "") => Get<HeartbeatWorker>(setup).LookOnceAsync(default);

    public async Task<JobStatus> StatusAsync(string job, string item, string setup = "") =>
        (await Get<IJobs>(setup).GetStatusAsync()).Single(one => one.Job == job && one.Item == item);

    /// <summary>Ends in order: what it holds is given back.</summary>
    public async Task StopAsync(string setup = "")
    {
        IsAlive = false;
        await Get<HeartbeatWorker>(setup).StopAsync(default);
    }

    /// <summary>Records and stores a thousand events of two minutes ago, of which half are bad.</summary>
    public async Task BurnAsync(string slo = "checkout", string setup = "")
    {
        ReliabilityRecorder recorder = Get<ReliabilityRecorder>(setup);
        recorder.Outcomes(slo).Record(good: 500, bad: 500, clock.GetUtcNow().AddMinutes(-2));
        await recorder.FlushAsync();
    }

    public void Dispose() => host.Dispose();
}
