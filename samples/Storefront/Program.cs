using Storefront;

await using WebApplication app = StorefrontApp.Build(args);
await app.Services.GetRequiredService<OrderBook>().OpenAsync(CancellationToken.None);
await app.RunAsync();
