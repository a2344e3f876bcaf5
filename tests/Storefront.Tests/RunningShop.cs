using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Incidents;
using Reliability.Jobs;
using Reliability.Recording;
using Spectre.Console;

namespace Storefront.Tests;

/// <summary>A shop on a clock that a test sets, whose customers are the test.</summary>
internal sealed class RunningShop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefront-").FullName;
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private RunningShop()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Clock = new FakeTimeProvider(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)));
        _app = StorefrontApp.Build(
            [
                "--urls", "http://127.0.0.1:0", "--rate", "0", "--plain", "true", "--Logging:LogLevel:Default", "None",
                "--Storefront:Database", Path.Combine(_folder, "shop.db"),
                "--Storefront:ReliabilityDatabase", Path.Combine(_folder, "reliability.db"),
            ],
            Clock);
    }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningShop> OpenAsync()
    {
        var shop = new RunningShop();
        await shop.Services.GetRequiredService<OrderBook>().OpenAsync(CancellationToken.None);
        await shop._app.StartAsync();
        shop._client.BaseAddress = Address.Of(shop.Services);
        return shop;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task TurnAsync(string fault) =>
        (await _client.PutAsync(new Uri($"/fault/{fault}", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.OK);

    /// <summary>Buys so often, and lets alerts be judged and followed.</summary>
    public async Task BuyAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using HttpResponseMessage response = await _client.PostAsJsonAsync("/orders", new Order("lamp", 1));
            response.StatusCode.Should().BeOneOf(HttpStatusCode.Created, HttpStatusCode.InternalServerError);
        }

        await Get<ReliabilityRecorder>().FlushAsync();
        AlertEvaluator evaluator = Services.GetRequiredKeyedService<AlertEvaluator>(string.Empty);
        JobCoordinator coordinator = Get<JobCoordinator>();
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        await coordinator.BeatAsync();
        IReadOnlyList<Exception> faults = (await evaluator.RunAsync(await coordinator.ClaimAsync(evaluator.Watched))).Faults;
        if (faults.Count > 0)
        {
            // A round of the host itself may have been under way; its changes are then those that this one found.
            faults = (await evaluator.RunAsync(await coordinator.ClaimAsync(evaluator.Watched))).Faults;
        }

        faults.Should().BeEmpty();
        await Get<AlertIncidents>().RunAsync("shop");
    }

    public async Task<string> DrawAsync()
    {
        using var written = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(written) });
        console.Profile.Width = 140;
        console.Write(await Get<Screen>().DrawAsync(CancellationToken.None));
        return written.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
