using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Reliability.Internal;

/// <summary>Counts log entries for objectives. It needs no other service, because services that log are created after it.</summary>
internal sealed class LogCounting(IEnumerable<LogOrigin> origins) : ILoggerProvider
{
    public IReadOnlyList<LogTarget> Targets { get; } = [.. origins.Select(origin => new LogTarget(origin))];

    public static LogCounting Create(IServiceProvider provider, object? key) => new(provider.GetKeyedServices<LogOrigin>(key));

    public ILogger CreateLogger(string categoryName)
    {
        LogTarget[] targets = [.. Targets.Where(target => target.Origin.Takes(categoryName))];
        return targets.Length == 0 ? NullLogger.Instance : new CountingLogger(targets);
    }

    public void Dispose()
    {
        // The host ends the counting when it stops (LogListening).
    }
}
