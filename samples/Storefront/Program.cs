using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Storage;
using Storefront;

string? fresh;
await using (WebApplication app = StorefrontApp.Build(args))
{
    StorefrontOptions options = app.Services.GetRequiredService<StorefrontOptions>();
    fresh = options.FreshFolder;
    await app.Services.GetRequiredService<OrderBook>().OpenAsync(CancellationToken.None);
    if (options.WithHistory)
    {
        await PastMonth.RecordAsync(app.Services.GetRequiredService<ReliabilityRecorder>(), TimeProvider.System, CancellationToken.None);
        var experiments = new PastExperiments(
            app.Services.GetRequiredService<IDocumentStore>(),
            app.Services.GetRequiredService<IEnrollmentStore>(),
            app.Services.GetRequiredService<IExperiments>().Service,
            TimeProvider.System);
        await experiments.RecordAsync(CancellationToken.None);
        await ActivatorUtilities.CreateInstance<PastRecords>(app.Services).RecordAsync(CancellationToken.None);
    }

    await app.RunAsync();
}

if (fresh is not null)
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    Directory.Delete(fresh, recursive: true);
}
