using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Counts the log entries that feed objectives, from the start of the host until all of its services have stopped.</summary>
internal sealed class LogListening(LogCounting counting, DeclaredFeeds feeds) : IHostedLifecycleService
{
    public static LogListening Create(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<LogCounting>(key), DeclaredFeeds.Of(provider, key));

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Start(feeds.Add(
                target.Origin.Slo,
                FeedKinds.Logs,
                $"log entries of {target.Origin.Category}{(target.Origin.GoodEvent is { } good ? $" with the event {good}" : "")}",
                () => target.Hint() ?? counting.Hint(target.Origin.Category),
                SeriesKind.Outcome));
        }

        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Stop();
        }

        return Task.CompletedTask;
    }
}
