using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Tests;

public sealed class ExperimentSettingsTests
{
    [Theory]
    [InlineData("RefreshInterval", "00:00:00.5", "00:00:00.5000000 is not valid", "00:00:01", "01:00:00")]
    [InlineData("RefreshInterval", "01:00:01", "01:00:01 is not valid", "00:00:01", "01:00:00")]
    [InlineData("GuardrailInterval", "00:00:09", "00:00:09 is not valid", "00:00:10", "01:00:00")]
    [InlineData("GuardrailInterval", "01:00:01", "01:00:01 is not valid", "00:00:10", "01:00:00")]
    [InlineData("Capacity", "15", "15 is not valid", "16", "4194304")]
    [InlineData("Grace", "-00:00:01", "-00:00:01 is not valid", "00:00:00", "01:00:00")]
    [InlineData("FallBackToDraw", "maybe", "'maybe' is not valid", "true", "false")]
    [InlineData("ProducerId", "me", "no setting has this name", "'Grace', 'Capacity', 'FallBackToDraw'", "'RefreshInterval', 'GuardrailInterval'")]
    public async Task A_setting_outside_its_range_is_named_at_start(string setting, string value, string told, string least, string most)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        IConfiguration configuration =
            new ConfigurationBuilder().AddInMemoryCollection([new($"Reliability:Experiments:{setting}", value)]).Build();
        builder.Services.AddReliability(configuration.GetSection("Reliability"), _ => { });
        using IHost host = builder.Build();
        (await host.Invoking(h => h.StartAsync()).Should().ThrowAsync<OptionsValidationException>())
            .Which.Message.Should().StartWith($"Reliability:Experiments:{setting}: ").And.ContainAll(told, least, most);
    }

    [Fact]
    public async Task Settings_come_from_configuration()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Reliability:Service", "till"),
            new("Reliability:Experiments:Capacity", "32"),
            new("Reliability:Experiments:Grace", "00:00:00"),
        ]).Build();
        using var store = new InMemoryStore();
        var services = new ServiceCollection();
        services.AddReliability(configuration.GetSection("Reliability"), r => r.SetStore(StorageRoles.All, store));
        await using ServiceProvider provider = services.BuildServiceProvider();
        Experiment button =
            (await provider.GetRequiredService<IExperiments>().CreateAsync(
                new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)] },
                new() { By = "ada", Reason = "new" })).Current;
        button.Service.Should().Be("till");
        ExperimentTracker tracker = provider.GetRequiredService<ExperimentTracker>();
        TrackedExperiment tracked = tracker.Track(button with { State = ExperimentState.Running });
        tracked.Metric("bought").Convert("nobody");
        for (int i = 0; i < 100 && tracker.Statistics.Unexposed == 0; i++)
        {
            // The clock of events is coarse: the first flush may come before the time of the event.
            await tracker.FlushAsync();
        }

        tracker.Statistics.Unexposed.Should().Be(1, "without grace it does not wait");
        Enumerable.Range(0, 40).Count(i => tracked.CountExposure($"user-{i}", "blue")).Should().Be(32);
    }
}
