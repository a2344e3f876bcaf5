using Storefront;

string? fresh;
await using (WebApplication app = StorefrontApp.Build(args))
{
    fresh = app.Services.GetRequiredService<StorefrontOptions>().FreshFolder;
    await app.Services.GetRequiredService<OrderBook>().OpenAsync(CancellationToken.None);
    await app.RunAsync();
}

if (fresh is not null)
{
    Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    Directory.Delete(fresh, recursive: true);
}
