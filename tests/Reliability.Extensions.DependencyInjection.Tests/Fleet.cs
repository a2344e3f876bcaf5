using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>
/// Hosts that share a store. The store has a clock; every host has one of its own that may tell another time, and all run equally fast.
/// </summary>
internal sealed class Fleet : IDisposable
{
    /// <summary>How often alerts are judged, and the interval of heartbeats: two are within one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly List<FleetHost> _hosts = [];

    public Fleet() => Store = new ChaosStore(new InMemoryStore(Clock));

    /// <summary>The clock of the store.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ChaosStore Store { get; }

    public IReadOnlyList<FleetHost> Hosts => _hosts;

    public IEnumerable<FleetHost> Alive => _hosts.Where(host => host.IsAlive);

    /// <summary>What all hosts have logged under a name.</summary>
    public IEnumerable<string> Logged(string eventName) =>
        _hosts.SelectMany(host => host.Log.Lines).Where(line => line.Event == eventName).Select(line => line.Message);

    /// <summary>A host of the service <c>shop</c> with the objective <c>checkout</c>.</summary>
    public FleetHost Add(decimal target = 99.9m, TimeSpan ahead = default) => Add(r => Shop(r, target), ahead);

    /// <summary>A host with setups of its own.</summary>
    public FleetHost Add(Action<ReliabilityBuilder> configure, TimeSpan ahead = default, Action<IServiceCollection>? more = null)
    {
        var clock = new FakeTimeProvider(Clock.GetUtcNow() + ahead);
        var log = new LogCollector();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, Store);
            configure(r);
        });
        more?.Invoke(builder.Services);
        IHost built = builder.Build();
        _ = built.Services.GetServices<IHostedService>().Count(); // as a host does when it starts: everything is declared
        var host = new FleetHost(built, clock, log);
        _hosts.Add(host);
        return host;
    }

    public void Advance(TimeSpan time)
    {
        Clock.Advance(time);
        _hosts.ForEach(host => host.Clock.Advance(time));
    }

    /// <summary>What living hosts do in one interval: they judge, fold, beat twice, and look.</summary>
    public async Task RunIntervalAsync()
    {
        foreach (FleetHost host in Alive)
        {
            await host.BeatAsync();
            await host.RunAsync("alerts");
            await host.RunAsync("fold");
        }

        Advance(Interval / 2);
        foreach (FleetHost host in Alive)
        {
            await host.BeatAsync();
        }

        Advance(Interval / 2);
        foreach (FleetHost host in Alive)
        {
            await host.LookAsync();
        }
    }

    public void Dispose()
    {
        _hosts.ForEach(host => host.Dispose());
        _hosts.ForEach(host => host.Log.Dispose());
        Store.Dispose();
    }

    private static void Shop(ReliabilityBuilder reliability, decimal target) =>
        reliability.Configure(o => o.Service = "shop").AddSlo("checkout", slo => slo.Availability(target));
}
