using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Keeps log lines and lets a test wait for one.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _events = new(StringComparer.Ordinal);

    public ConcurrentQueue<(LogLevel Level, string Event, string Message)> Lines { get; } = new();

    /// <summary>The categories of the library, and whatever else starts like its name.</summary>
    public ConcurrentDictionary<string, byte> Categories { get; } = new(StringComparer.Ordinal);

    public Task Logged(string eventName) => Source(eventName).Task.WaitAsync(TimeSpan.FromSeconds(30));

    public ILogger CreateLogger(string categoryName)
    {
        if (!categoryName.StartsWith("Reliability", StringComparison.Ordinal))
        {
            return Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        }

        Categories.TryAdd(categoryName, 0);
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((logLevel, eventId.Name ?? string.Empty, formatter(state, exception)));
        Source(eventId.Name ?? string.Empty).TrySetResult();
    }

    public void Dispose()
    {
    }

    private TaskCompletionSource Source(string name) =>
        _events.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
