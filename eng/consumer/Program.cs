using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;

// The packages of the servers load, and construct without one.
await using var postgres = new PostgresStore(new PostgresStoreOptions { ConnectionString = "Host=127.0.0.1" });
await using var redis = new RedisStore(new RedisStoreOptions { Configuration = "127.0.0.1" });

// The conformance tests of the package run against a store, and the store that fails on command fails.
var suite = new DocumentsOfMemory();
await suite.InitializeAsync();
await suite.AStaleVersionConflicts();
await suite.DisposeAsync();
using (var chaos = new ChaosStore(new InMemoryStore()))
{
    chaos.Controls[StorageRoles.Documents].IsDown = true;
    try
    {
        await chaos.Documents.GetAsync([new DocumentId("shop", "notes", "first")], CancellationToken.None);
        return 2;
    }
    catch (StoreException e)
    {
        Console.WriteLine(e.Message);
    }
}

// A web host measures its own requests, its gate is open, and its dashboard shows the objective. The service is named after the entry
// assembly.
WebApplicationBuilder web = WebApplication.CreateBuilder(args);
web.WebHost.UseUrls("http://127.0.0.1:0");
web.Services.AddReliability(r => r.AddSlo("web", s => s.Availability(99m)).FromRequests("web"));
await using (WebApplication app = web.Build())
{
    app.UseReliability();
    app.MapGet("/", () => "hello");
    app.MapReliability("/reliability").AllowAnonymous();
    app.MapReliabilityDashboard("/reliability").AllowAnonymous();
    await app.StartAsync();
    using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    await client.GetStringAsync(new Uri("/", UriKind.Relative));
    Console.WriteLine(await client.GetStringAsync(new Uri("/reliability/gate/Consumer", UriKind.Relative)));
    string page = await client.GetStringAsync(new Uri("/reliability/slo/web", UriKind.Relative));
    if (!page.Contains(">web</h1>", StringComparison.Ordinal))
    {
        return 3;
    }

    await app.StopAsync();
}

string path = Path.Combine(AppContext.BaseDirectory, "consumer.db");
File.Delete(path);
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddReliability(r => r
    .UseSqlite(path)
    .UseRecurrence()
    .AddSlo("checkout", s => s.Availability(99.9m)));

using (IHost host = builder.Build())
{
    await host.StartAsync();
    OutcomeRecorder checkout = host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout");
    for (int i = 0; i < 10_000; i++)
    {
        checkout.Record(good: i % 2_000 != 0);
    }

    await host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
    BudgetStatus status = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout");
    await host.StopAsync();
    Console.WriteLine($"{status.Total} events, {status.Bad} bad, {status.Remaining:P1} of the budget remains");
    return status is { Total: 10_000, Bad: 5, Consumed: 0.5m, State: BudgetState.Healthy } ? 0 : 1;
}
