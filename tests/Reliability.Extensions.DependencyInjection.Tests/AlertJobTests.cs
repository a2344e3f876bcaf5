using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class AlertJobTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store;
    private readonly LogCollector _log = new();

    public AlertJobTests() => _store = new InMemoryStore(_clock);

    public void Dispose()
    {
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_burning_budget_pages_the_log_and_counts_in_the_meter()
    {
        using IHost host = Host(r => r.Configure(o => o.Alerting.Interval = TimeSpan.FromSeconds(1)));
        await host.StartAsync();
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 500, bad: 500);
        await host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();

        Task paged = _log.Logged("PageFired");
        while (!paged.IsCompleted)
        {
            // Small steps: what was counted must still lie within the windows when a busy machine comes to judge it.
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        (LogLevel level, _, string message) = _log.Lines.Single(line => line.Event == "PageFired");
        level.Should().Be(LogLevel.Error);
        message.Should()
            .StartWith("PAGE shop/checkout: burn-1h-5m fires (alert ").And
            .Contain("500").And
            .Contain("14.4").And
            .Contain("Clears when the burn rate over 5 min is at most 14.4 (with this traffic at most 14 bad of 1000 events; now 500)");
        IReadOnlyList<AlertStatus> current = await host.Services.GetRequiredService<IAlerts>().GetCurrentAsync();
        current.Where(one => one.State == AlertState.Firing).Should().HaveCount(4);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Interval", "00:00:00.5", "00:00:01", "01:00:00")]
    [InlineData("MinDuration", "-00:00:01", "00:00:00", "7.00:00:00")]
    [InlineData("ResolveAfter", "8.00:00:00", "00:00:00", "7.00:00:00")]
    [InlineData("Cooldown", "8.00:00:00", "00:00:00", "7.00:00:00")]
    public void A_setting_outside_its_range_is_named_at_start(string setting, string value, string least, string most)
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection([new($"Alerting:{setting}", value)]).Build();
        var services = new ServiceCollection();
        services.AddReliability(section, r => r.AddSlo("checkout", slo => slo.Availability(99.9m)));
        using ServiceProvider provider = services.BuildServiceProvider();
        FluentActions.Invoking(() => provider.GetRequiredService<IAlerts>())
            .Should()
            .Throw<OptionsValidationException>()
            .WithMessage($"*Alerting:{setting}*{value}*{least}*{most}*");
    }

    private IHost Host(Action<ReliabilityBuilder> more)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = "shop").AddSlo("checkout", slo => slo.Availability(99.9m));
            more(r);
        });
        return builder.Build();
    }
}
