using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// A host that records its version as a deployment and opens incidents from alerts, for tests that kill it at exact steps. Arguments: the
/// store, the folder of the <see cref="Traps"/>, and the number of the process. It says <c>ready</c> and starts at a line of input; each
/// further line names an objective of which it loses an event. It is gone with its input.
/// </summary>
internal static class Replica
{
    public const string Service = "shop";
    public const string Version = "4.7.1";

    /// <summary>How long before each loss the objective was measured and lost nothing.</summary>
    public static readonly TimeSpan Measured = TimeSpan.FromMinutes(20);

    /// <summary>The objectives, which tolerate no loss.</summary>
    public static readonly SloDefinition[] Objectives =
        [.. ((string[])["checkout", "search", "payment"]).Select(name => SloDefinition.ZeroTolerance(name) with { Service = Service })];

    public static async Task RunAsync(string address, string folder, int process)
    {
        await using IReliabilityStore store = StoreAddress.Parse(address).Open();
        var traps = new Traps(folder, process);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddReliability(r =>
        {
            r.UseStore(store, StorageRoles.All);
            r.SetService<IDocumentStore>(new TrappedDocuments(store.Documents, traps));
            r.SetService<IEventLog>(new TrappedEvents(store.Events, traps));
            r.RecordDeployments(options => (options.Version, options.Interval) = (Version, TimeSpan.FromSeconds(1)));
            r.OpenIncidentsFromAlerts(configure: options => options.Interval = TimeSpan.FromSeconds(1));
            r.Configure(options =>
            {
                options.Service = Service;
                options.Alerting.Interval = TimeSpan.FromSeconds(1);
                options.Alerting.ResolveAfter = TimeSpan.Zero;
            });
            Array.ForEach(Objectives, slo => r.AddDefinition(slo));
        });
        using IHost host = builder.Build();
        Console.WriteLine("ready");
        await ReadAsync();
        await host.StartAsync();
        ReliabilityRecorder recorder = host.Services.GetRequiredService<ReliabilityRecorder>();
        while (true)
        {
            OutcomeRecorder outcomes = recorder.Outcomes(await ReadAsync());
            outcomes.Record(good: 1, bad: 0, TimeProvider.System.GetUtcNow() - Measured);
            outcomes.Record(false);
            await recorder.FlushAsync();
        }
    }

    /// <summary>Reads a line. No line but the end: whoever started this process is gone.</summary>
    private static async Task<string> ReadAsync()
    {
        if (await Console.In.ReadLineAsync() is { } line)
        {
            return line;
        }

        Environment.Exit(1);
        return string.Empty;
    }
}
