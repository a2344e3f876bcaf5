using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>Counts the log entries that feed objectives, from the start of the host until all of its services have stopped.</summary>
internal sealed class LogListening(
    LogCounting counting, DeclaredFeeds feeds, ReliabilityRecorder recorder, LogFilter filter, ILogger logger)
    : IHostedLifecycleService, IDisposable
{
    public static LogListening Create(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<LogCounting>(key),
        DeclaredFeeds.Of(provider, key),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        new LogFilter(provider.GetService<ILoggerFactory>()),
        provider.GetService<ILoggerFactory>()?.CreateLogger(ReliabilityLogCategories.Recording) ?? NullLogger.Instance);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Start(feeds.Add(
                target.Origin.Slo,
                FeedKinds.Logs,
                target.Origin.Text,
                () => target.Hint() ?? counting.Hint(target.Origin.Category)), filter);
        }

        recorder.Collecting += Settle;
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            if (target.FilterProblem() is { } problem)
            {
                FeedLog.EntriesFiltered(logger, target.Origin.Slo, problem);
            }
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        recorder.Collecting -= Settle;
        foreach (LogTarget target in counting.Targets)
        {
            target.Stop();
        }
    }

    private void Settle(object? sender, EventArgs e)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Settle();
        }
    }
}
