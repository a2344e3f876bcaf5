using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>
/// A host of a service that records, enrolls and alerts, for tests that kill, suspend and restart it. Arguments: the store, the service,
/// the name of the process, the file that it
/// writes what it does to, and the file that its deliveries go to, with what it stored of them. It stops in good order at a line of input,
/// and is gone with its input. With <c>replica</c> before the arguments, it is a <see cref="Replica"/>.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] arguments)
    {
        if (arguments is ["replica", var address, var folder, var number])
        {
            await Replica.RunAsync(address, folder, int.Parse(number, provider: null));
            return;
        }

        await using IReliabilityStore store = StoreAddress.Parse(arguments[0]).Open();
        (string service, string process) = (arguments[1], arguments[2]);
        using var journal = new Journal(arguments[3]);
        using var deliveries = new Journal(arguments[4]);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddKeyedSingleton<IAlertNotifier>(string.Empty, new DeliveryNotifier(deliveries));
        builder.Services.AddReliability(r =>
        {
            r.UseStore(store, StorageRoles.All);
            r.SetService<IDocumentStore>(new NotedDocuments(store.Documents, deliveries));
            r.Configure(options =>
            {
                options.Service = service;
                options.FlushInterval = TimeSpan.FromMilliseconds(100);
                options.TrimInterval = TimeSpan.FromMinutes(1);
                options.Alerting.Interval = TimeSpan.FromSeconds(1);
                options.Experiments.RefreshInterval = TimeSpan.FromSeconds(1);
            });
            ServiceWorkload.Declare(r);
        });
        using IHost host = builder.Build();
        await host.StartAsync();
        using var stopping = new CancellationTokenSource();
        Task asked = Task.Run(async () =>
        {
            // No line but the end: whoever started this process is gone.
            if (await Console.In.ReadLineAsync() is null)
            {
                Environment.Exit(1);
            }

            await stopping.CancelAsync();
        });
        await new ServiceWorkload(host.Services, journal, process).RunAsync(stopping.Token);
        await asked;
        await host.StopAsync();
        journal.Write("stopped");
    }
}
