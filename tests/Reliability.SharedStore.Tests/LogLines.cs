using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Reliability.SharedStore.Tests;

/// <summary>Keeps what the library logs.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(string Event, string Message)> All { get; } = new();

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Reliability", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        All.Enqueue((eventId.Name ?? "", formatter(state, exception)));

    public IEnumerable<string> Of(string eventName) => All.Where(one => one.Event == eventName).Select(one => one.Message);

    public void Dispose()
    {
    }
}
