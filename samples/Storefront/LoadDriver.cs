namespace Storefront;

/// <summary>Customers: they search, and every fourth time they see the button of the basket and buy.</summary>
internal sealed class LoadDriver(
    StorefrontOptions options,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    TimeProvider timeProvider) : BackgroundService
{
    private static readonly string[] Wanted = ["lamp", "chair", "table"];

    /// <summary>Visitors of this run are others than those of an earlier one.</summary>
    private readonly long _run = timeProvider.GetUtcNow().ToUnixTimeSeconds();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.RequestsPerSecond == 0)
        {
            return;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = Address.Of(services) };
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / options.RequestsPerSecond), timeProvider);
        try
        {
            for (int i = 0; await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false); i++)
            {
                _ = VisitAsync(client, i, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
    }

    /// <summary>Four requests are a visit: an order, after a look at the button, and three searches.</summary>
    private async Task VisitAsync(HttpClient client, int i, CancellationToken cancellationToken)
    {
        string product = Wanted[i % Wanted.Length];
        string visitor = $"{_run}-{i / 4}";
        try
        {
            if (i % 4 == 0)
            {
                string variant = await client.GetStringAsync(At($"/basket?visitor={visitor}"), cancellationToken).ConfigureAwait(false);
                int quantity = Decides(i, ShopExperiments.ShareOfTwo(variant)) ? 2 : 1;
                using HttpResponseMessage order = await client.PostAsJsonAsync(
                    At($"/orders?visitor={visitor}"), new Order(product, quantity), cancellationToken).ConfigureAwait(false);
                return;
            }

            using HttpResponseMessage found =
                await client.GetAsync(At($"/search?q={product}&visitor={visitor}"), cancellationToken).ConfigureAwait(false);
            if (i % 4 == 3 && Decides(i, ShopExperiments.ShareOfFound(variant: null)))
            {
                using HttpResponseMessage noted =
                    await client.PostAsync(At($"/found?visitor={visitor}"), content: null, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // A customer who is not served leaves; the shop counts him by itself.
        }
    }

    /// <summary>Whether the customer of a visit does what a share of all customers do.</summary>
    private static bool Decides(int i, double share) => i / 4 * 37 % 100 < share * 100;

    private static Uri At(string path) => new(path, UriKind.Relative);
}
