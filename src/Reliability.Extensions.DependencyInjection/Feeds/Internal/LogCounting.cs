using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>Counts log entries for objectives. It needs no service that logs, because those are created after it.</summary>
internal sealed class LogCounting(IEnumerable<LogOrigin> origins) : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, bool> _categories = new(StringComparer.Ordinal);

    public IReadOnlyList<LogTarget> Targets { get; } = [.. origins.Select(origin => new LogTarget(origin))];

    public static LogCounting Create(IServiceProvider provider, object? key) => new(provider.GetKeyedServices<LogOrigin>(key));

    /// <summary>Returns the categories that resemble one that nothing logs to.</summary>
    public string? Hint(string category) => Names.Hint(category, _categories.Keys);

    public ILogger CreateLogger(string categoryName)
    {
        _categories.TryAdd(categoryName, true);
        LogTarget[] targets = [.. Targets.Where(target => target.Origin.Takes(categoryName))];
        Array.ForEach(targets, target => target.Appear(categoryName));
        return targets.Length == 0 ? NullLogger.Instance : new CountingLogger(targets);
    }

    public void Dispose()
    {
        // The host ends the counting when it stops (LogListening).
    }
}
