using Reliability.Recording;
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
    }

    await app.RunAsync();
}

if (fresh is not null)
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    Directory.Delete(fresh, recursive: true);
}
