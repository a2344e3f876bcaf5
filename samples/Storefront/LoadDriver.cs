namespace Storefront;

/// <summary>Customers: they search, and every fourth time they buy.</summary>
internal sealed class LoadDriver(
    StorefrontOptions options,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    TimeProvider timeProvider) : BackgroundService
{
    private static readonly string[] Wanted = ["lamp", "chair", "table"];

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

    private static async Task VisitAsync(HttpClient client, int i, CancellationToken cancellationToken)
    {
        string product = Wanted[i % Wanted.Length];
        try
        {
            using HttpResponseMessage response = i % 4 == 0
                ? await client.PostAsJsonAsync("/orders", new Order(product, 1), cancellationToken).ConfigureAwait(false)
                : await client.GetAsync(new Uri($"/search?q={product}", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // A customer who is not served leaves; the shop counts him by itself.
        }
    }
}
