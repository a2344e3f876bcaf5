using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Reliability;
using Reliability.AspNetCore.Internal;
using Reliability.Slos;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides methods that add health checks of the library itself and of the budgets.</summary>
public static class ReliabilityHealthCheckExtensions
{
    /// <summary>
    /// Adds a health check of the library itself. It is degraded while the store does not accept data, when events were dropped since the
    /// last check, or while a background job is late. It is never unhealthy, because the service keeps working, and a restart would lose
    /// the events in memory.
    /// </summary>
    /// <param name="builder">The health checks of the application.</param>
    public static IHealthChecksBuilder AddReliability(this IHealthChecksBuilder builder) =>
        builder.AddReliability(Options.Options.DefaultName);

    /// <summary>Adds a health check of a named setup.</summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>; the check is named <c>reliability-{name}</c>.</param>
    /// <inheritdoc cref="AddReliability(IHealthChecksBuilder)"/>
    public static IHealthChecksBuilder AddReliability(this IHealthChecksBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(
            new HealthCheckRegistration(
                CheckName("reliability", name), services => SelfCheck.Create(services, name), failureStatus: null, tags: ["reliability"]));
    }

    /// <summary>
    /// Adds a health check of all budgets. It is degraded while a budget is exhausted. It is never unhealthy, because a restart of the
    /// service, or its removal from rotation, does not restore its budget.
    /// </summary>
    /// <param name="builder">The health checks of the application.</param>
    public static IHealthChecksBuilder AddReliabilityBudgets(this IHealthChecksBuilder builder) =>
        builder.AddReliabilityBudgets(Options.Options.DefaultName);

    /// <summary>Adds a health check of all budgets of a named setup.</summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="name">The name that was passed to <c>AddReliability</c>; the check is named <c>reliability-budgets-{name}</c>.</param>
    /// <inheritdoc cref="AddReliabilityBudgets(IHealthChecksBuilder)"/>
    public static IHealthChecksBuilder AddReliabilityBudgets(this IHealthChecksBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var log = new BudgetCheck.LastLog();
        return builder.Add(new HealthCheckRegistration(
            CheckName("reliability-budgets", name),
            services => new BudgetCheck(
                services.GetRequiredKeyedService<IErrorBudgets>(name),
                log,
                services.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore)),
            failureStatus: null,
            tags: ["reliability"]));
    }

    private static string CheckName(string check, string name) => name.Length == 0 ? check : $"{check}-{name}";
}
