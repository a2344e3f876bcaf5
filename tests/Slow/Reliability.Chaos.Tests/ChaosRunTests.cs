using Reliability.Alerting;
using Reliability.Experiments;
using Reliability.Guarantees;
using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Chaos.Tests;

/// <summary>
/// Six processes of three services share a store for a minute, in which they are killed, suspended, stopped and started again at random.
/// </summary>
[Trait("guarantee", "10")]
[Trait("guarantee", "11")]
public sealed class ChaosRunTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How many deliveries a process can have made and not stored: it stores them after the first one that ends a second or more after it
    /// last did (<c>AlertDelivery.MaxUnwrittenTime</c>; its other bound, 100, is out of reach), and each takes so long. One more, since a
    /// timer may run a moment short.
    /// </summary>
    private static readonly int MostInFlight = (int)Math.Ceiling(TimeSpan.FromSeconds(1) / DeliveryNotifier.Slowness) + 1;

    private static readonly string[] Services = ["shop", "Shop", "partners:shop"];

    private readonly string _folder = Directory.CreateTempSubdirectory("reliability-chaos-").FullName;
    private readonly List<(string Service, ServiceProcess Process)> _all = [];
    private int _started;

    public void Dispose()
    {
        _all.ForEach(one => one.Process.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("SQLite", 1)]
    [InlineData("PostgreSQL", 2)]
    [InlineData("Redis", 3)]
    [InlineData("Redis Cluster", 4)]
    public async Task Nothing_is_lost_doubled_or_mixed_up_beyond_the_promise(string kind, int seed)
    {
        StoreAddress address = await AddressAsync(kind);
        await using IReliabilityStore store = address.Open();
        foreach (string service in Services)
        {
            await StartExperimentAsync(store, service);
        }

        await TroubleAsync(address, new Random(seed));
        await EveryFragileObjectiveLosesSomethingAsync(address, store);

        foreach (string service in Services)
        {
            await TotalsAreWithinThePromiseAsync(store, service);
            await UnitsAreWithinThePromiseAsync(store, service);
            await AlertsWereDeliveredAsync(store, service);
        }
    }

    private async Task<StoreAddress> AddressAsync(string kind) => kind switch
    {
        "SQLite" => StoreAddress.Sqlite(Path.Combine(_folder, "shared.db")),
        "PostgreSQL" => StoreAddress.Postgres((await SharedServers.PostgresAsync()).ConnectionString, "chaos"),
        "Redis" => StoreAddress.Redis((await SharedServers.RedisAsync()).ConnectionString, "chaos"),
        _ => StoreAddress.Redis((await SharedServers.RedisClusterAsync()).ConnectionString, "chaos"),
    };

    private static async Task StartExperimentAsync(IReliabilityStore store, string service)
    {
        var catalog = new ExperimentCatalog(store.Documents, store.Enrollments, service);
        var definition = new ExperimentDefinition { Key = ServiceWorkload.Experiment, Variants = [new("blue", 1), new("green", 1)] };
        ExperimentUpdate created = await catalog.CreateAsync(definition, new() { By = "ada", Reason = "a chaos run" });
        (await catalog.StartAsync(created.Current, new() { By = "ada", Reason = "a chaos run" })).IsStored.Should().BeTrue();
    }

    private ServiceProcess Start(StoreAddress address, string service)
    {
        var process = ServiceProcess.Start(address.ToString(), service, $"process-{++_started}", _folder);
        _all.Add((service, process));
        return process;
    }

    private async Task TroubleAsync(StoreAddress address, Random random)
    {
        ServiceProcess[] alive = [.. Enumerable.Range(0, 6).Select(i => Start(address, Services[i % 3]))];
        await UntilAsync("the processes record", () => Task.FromResult(alive.All(one => one.IsWorking)));
        long started = TimeProvider.System.GetTimestamp();
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (TimeProvider.System.GetElapsedTime(started) < Length)
        {
            await seconds.WaitForNextTickAsync();
            int victim = random.Next(alive.Length);
            string service = Services[victim % 3];
            switch (random.Next(4))
            {
                case 0:
                    await alive[victim].KillAsync();
                    alive[victim] = Start(address, service);
                    break;
                case 1:
                    // Long enough that others take over what it does.
                    alive[victim].Suspend();
                    for (int i = random.Next(1, 6); i > 0; i--)
                    {
                        await seconds.WaitForNextTickAsync();
                    }

                    alive[victim].Resume();
                    break;
                case 2 when alive[victim].IsWorking:
                    await alive[victim].StopAsync();
                    alive[victim] = Start(address, service);
                    break;
            }
        }

        await UntilAsync("the processes record", () => Task.FromResult(alive.All(one => one.IsWorking)));
        await Task.WhenAll(alive.Select(one => one.StopAsync()));
    }

    /// <summary>A quiet period: one process of each service, until everything that was lost has been told.</summary>
    private async Task EveryFragileObjectiveLosesSomethingAsync(StoreAddress address, IReliabilityStore store)
    {
        ServiceProcess[] quiet = [.. Services.Select(service => Start(address, service))];
        foreach (string service in Services)
        {
            await UntilAsync(
                $"all alerts of {service} are told",
                async () =>
                    (await HistoryAsync(store, service)).Count >= ServiceWorkload.Fragile
                        && Told(service).Select(one => one.Alert).Distinct().Count() >= ServiceWorkload.Fragile);
        }

        await Task.WhenAll(quiet.Select(one => one.StopAsync()));
    }

    private async Task TotalsAreWithinThePromiseAsync(IReliabilityStore store, string service)
    {
        ServiceProcess[] own = [.. Of(service)];
        (long count, long bad) = (0, 0);
        var query = new SeriesQuery(
            new SeriesId(service, ServiceWorkload.Requests),
            SeriesResolution.Hour,
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue);
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(query, CancellationToken.None))
        {
            (count, bad) = (count + bucket.Count, bad + bucket.Count - bucket.Good);
        }

        // Who stopped in good order lost nothing; who was killed, at most what it had not been told to be stored.
        long[] least = [.. own.Select(one => one.Reached(one.HasStopped ? "recording" : "recorded"))];
        long[] most = [.. own.Select(one => one.Reached("recording"))];
        count.Should().BeInRange(least.Sum(), most.Sum(), service);
        bad.Should().BeInRange(least.Sum(ServiceWorkload.BadAmong), most.Sum(ServiceWorkload.BadAmong), "{0} counts what failed", service);
        least.Sum().Should().BePositive();
    }

    private async Task UnitsAreWithinThePromiseAsync(IReliabilityStore store, string service)
    {
        ServiceProcess[] own = [.. Of(service)];
        HashSet<string> units = new(StringComparer.Ordinal);
        await foreach (EnrolledUnit unit in store.Enrollments.ReadUnitsAsync(
            new ExperimentId(service, ServiceWorkload.Experiment),
            CancellationToken.None))
        {
            units.Add(unit.Unit).Should().BeTrue("a unit is counted once");
        }

        EnrollmentSummary summary =
            await store.Enrollments.SummarizeAsync(new ExperimentId(service, ServiceWorkload.Experiment), CancellationToken.None);
        long least = own.Sum(one => one.HasStopped ? one.Reached("showing") : one.Reached("shown"));
        summary.Arms.Sum(arm => arm.Units)
            .Should()
            .Be(units.Count).And
            .BeInRange((int)least, (int)own.Sum(one => one.Reached("showing")), service);
        summary.Crossed.Should().Be(0);
        least.Should().BePositive();

        // Each unit buys once it was shown: who was killed can have stored that the last one was shown, and not yet that it bought.
        MetricSums[] bought = [.. summary.Arms.SelectMany(arm => arm.Metrics).Where(metric => metric.Metric == ServiceWorkload.Bought)];
        long conversions = bought.Sum(one => one.Units);
        conversions.Should().BeInRange(units.Count - own.Count(one => one.WasKilled), units.Count, "{0} converts its units", service);
        conversions.Should().BeGreaterThanOrEqualTo(least, "what {0} was told to be stored is", service);
        bought.Should().OnlyContain(one => one.X == one.Units && one.XX == one.Units, "a unit of {0} converts once", service);
    }

    private async Task AlertsWereDeliveredAsync(IReliabilityStore store, string service)
    {
        IReadOnlyList<string> history = await HistoryAsync(store, service);
        history.Should()
            .OnlyHaveUniqueItems().And
            .HaveCount(ServiceWorkload.Fragile, "each objective of {0} lost something and fires once", service).And
            .OnlyContain(one => one.Contains($" {AlertTransitionKind.Fired} "), "what is lost stays lost");
        (string Alert, bool IsStored)[] told = [.. Told(service)];
        told.Select(one => one.Alert).Distinct().Should().BeEquivalentTo(history, "what fired is told, as what it is");
        told.Where(one => one.IsStored)
            .Select(one => one.Alert)
            .Should()
            .OnlyHaveUniqueItems("of {0} nothing is told again once it is stored that it was told", service);

        // Who tells again takes over what was in flight: the process that told before was killed, or stood still past its lease.
        foreach (ServiceProcess process in Of(service))
        {
            long troubles = process.Reached("stood-still") + (process.WasKilled ? 1 : 0);
            process.Deliveries.Count(one => !one.IsStored)
                .Should()
                .BeLessThanOrEqualTo((int)troubles * MostInFlight, "a process of {0} had {1} troubles", service, troubles);
        }
    }

    /// <summary>The history of a service: what became of which alert, in the words of the deliveries.</summary>
    private static async Task<IReadOnlyList<string>> HistoryAsync(IReliabilityStore store, string service)
    {
        List<string> history = [];
        await foreach (StoredEvent one in store.Events.ReadAsync(new EventQuery(new StreamId(service, "alerts")), CancellationToken.None))
        {
            AlertTransitionKind kind = one.Type switch
            {
                "alert.fired" => AlertTransitionKind.Fired,
                "alert.resolved" => AlertTransitionKind.Resolved,
                _ => throw new InvalidOperationException($"Nobody here knows what '{one.Type}' is."),
            };
            history.Add($"{service} {Text(one.Json, "slo")} {kind} {Text(one.Json, "alertId")}");
        }

        return history;
    }

    private static string Text(string json, string property)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(json);
        return document.RootElement.GetProperty(property).GetString()!;
    }

    private IEnumerable<ServiceProcess> Of(string service) => _all.Where(one => one.Service == service).Select(one => one.Process);

    private IEnumerable<(string Alert, bool IsStored)> Told(string service) => Of(service).SelectMany(one => one.Deliveries);

    private static async Task UntilAsync(string what, Func<Task<bool>> ask)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await ask())
        {
            TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(Patience, "{0} by then", what);
            await often.WaitForNextTickAsync();
        }
    }
}
