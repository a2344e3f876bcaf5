using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Activities and log entries that configuration declares feed their objectives.</summary>
public sealed class ConfiguredFeedTests : IDisposable
{
    private readonly ActivitySource _source = new($"Shop.{Guid.NewGuid():N}");
    private IHost? _host;

    [Theory]
    [InlineData("", 5, 1)]
    [InlineData(""", "Name": "run" """, 4, 1)]
    [InlineData(""", "Where": [ { "Tag": "queue", "Value": "orders" } ] """, 2, 1)]
    [InlineData(""", "Where": [ { "Tag": "queue", "Not": "orders" } ] """, 3, 0)]
    [InlineData(""", "BadWhen": [ { "Tag": "queue", "Prefix": "ord" } ] """, 5, 2)]
    public async Task Activities_of_configuration_count_as_each_setting_says(string settings, int total, int bad)
    {
        await StartAsync($$""" "Activities": [ { "Source": "{{_source.Name}}" {{settings}} } ] """);
        Run("run", ActivityStatusCode.Ok);
        Run("run", ActivityStatusCode.Unset);
        Run("run", ActivityStatusCode.Unset, queue: "orders");
        Run("run", ActivityStatusCode.Error, queue: "orders");
        Run("other", ActivityStatusCode.Unset);

        (await CountAsync()).Should().Be((total, bad));
    }

    [Theory]
    [InlineData("", 3, 1)]
    [InlineData(""", "Level": "Warning" """, 3, 2)]
    [InlineData(""", "GoodEvent": "OrderPlaced" """, 2, 1)]
    public async Task Log_entries_of_configuration_count_as_each_setting_says(string settings, int total, int bad)
    {
        await StartAsync($$""" "Logs": [ { "Category": "Shop" {{settings}} } ] """);
        ILogger log = _host!.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        log.Log(LogLevel.Information, new EventId(1, "OrderPlaced"), "placed");
        log.Log(LogLevel.Warning, "slow");
        log.Log(LogLevel.Error, "lost");

        (await CountAsync()).Should().Be((total, bad));
    }

    public void Dispose()
    {
        _host?.Dispose();
        _source.Dispose();
    }

    private void Run(string name, ActivityStatusCode status, string? queue = null)
    {
        using Activity? activity = _source.StartActivity(name);
        activity?.SetStatus(status).SetTag("queue", queue);
    }

    private async Task StartAsync(string feed)
    {
        string json = $$"""{ "Reliability": { "Slos": { "jobs": { "Kind": "Availability", "Target": 99, {{feed}} } } } }""";
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        builder.Services.AddReliability(builder.Configuration.GetSection("Reliability"));
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task<(decimal Total, decimal Bad)> CountAsync()
    {
        await _host!.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("jobs");
        return (status.Total, status.Bad);
    }
}
