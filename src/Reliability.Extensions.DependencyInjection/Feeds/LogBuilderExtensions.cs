using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Internal;
using Reliability.Recording;

namespace Reliability;

/// <summary>Provides methods that feed objectives from the log, for services that report nothing else.</summary>
public static class LogBuilderExtensions
{
    /// <summary>
    /// Feeds an objective from the log entries of a category: entries at or above a level are bad, and entries from Information up to that
    /// level are good.
    /// </summary>
    /// <remarks>
    /// <para>An entry is an event, and not an operation: an operation that logs three lines counts three times. Where the code logs one
    /// entry for each success, use the overload that names this event.</para>
    /// <para>Only entries that the log level in the configuration of logging lets through are counted. Entries of this library are never
    /// counted. Counting does not format the entry and does not allocate.</para>
    /// </remarks>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability or zero tolerance.</param>
    /// <param name="category">The category; categories below it, such as <c>Shop.Orders</c> for <c>Shop</c>, are included.</param>
    /// <param name="level">The level from which entries are bad: Warning, Error or Critical.</param>
    /// <exception cref="ArgumentException">A name is empty, or the category belongs to this library.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is another level.</exception>
    public static ReliabilityBuilder FromLogs(this ReliabilityBuilder builder, string slo, string category, LogLevel level) =>
        builder.Count(Origin(slo, category, level));

    /// <summary>
    /// Feeds an objective from the log entries of a category: entries at or above a level are bad, and entries of one event below that
    /// level are good. Other entries are not counted.
    /// </summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="slo">The name of an objective of availability or zero tolerance.</param>
    /// <param name="category">The category; categories below it, such as <c>Shop.Orders</c> for <c>Shop</c>, are included.</param>
    /// <param name="level">The level from which entries are bad: Warning, Error or Critical.</param>
    /// <param name="goodEvent">The name of the event (<see cref="EventId.Name"/>) that the code logs for each success.</param>
    /// <inheritdoc cref="FromLogs(ReliabilityBuilder, string, string, LogLevel)"/>
    public static ReliabilityBuilder FromLogs(
        this ReliabilityBuilder builder, string slo, string category, LogLevel level, string goodEvent)
    {
        ArgumentException.ThrowIfNullOrEmpty(goodEvent);
        return builder.Count(Origin(slo, category, level) with { GoodEvent = goodEvent });
    }

    private static LogOrigin Origin(string slo, string category, LogLevel level)
    {
        ArgumentException.ThrowIfNullOrEmpty(slo);
        ArgumentException.ThrowIfNullOrEmpty(category);
        Check.That(
            level is LogLevel.Warning or LogLevel.Error or LogLevel.Critical,
            level,
            "The level must be Warning, Error or Critical, because entries of Information are the good events.",
            nameof(level));
        return LogOrigin.IsOwn(category)
            ? throw new ArgumentException(
                $"The category '{category}' belongs to this library, whose log entries cannot feed an objective.", nameof(category))
            : new LogOrigin(slo, category, level);
    }

    private static ReliabilityBuilder Count(this ReliabilityBuilder builder, LogOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddKeyedSingleton(builder.Name, origin);
        builder.AddFeed(origin.Slo, origin.Text, healthCheck: null, SeriesKind.Outcome);
        if (!builder.Services.Any(one => one.ServiceType == typeof(LogCounting) && Equals(one.ServiceKey, builder.Name)))
        {
            builder.Services.AddKeyedSingleton(builder.Name, LogCounting.Create);
            builder.Services.AddKeyedSingleton(builder.Name, LogListening.Create);
            // The first provider: a logger that asks whether a level is enabled stops at the first provider that says so.
            builder.Services.Insert(
                0, ServiceDescriptor.Singleton<ILoggerProvider>(provider => provider.GetRequiredKeyedService<LogCounting>(builder.Name)));
            builder.Services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<LogListening>(builder.Name));
        }

        return builder;
    }
}
