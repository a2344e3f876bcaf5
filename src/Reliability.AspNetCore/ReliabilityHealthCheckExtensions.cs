using Microsoft.Extensions.Diagnostics.HealthChecks;
using Reliability.AspNetCore.Internal;
using Reliability.Slos;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of the library itself and of the budgets that it keeps.</summary>
public static class ReliabilityHealthCheckExtensions
{
    /// <summary>
    /// Adds a check of the library itself: degraded while the store does not take what is recorded, or when events were dropped since the last
    /// check. It is never unhealthy: the service works meanwhile, and to restart it would lose what waits in memory.
    /// </summary>
    /// <param name="builder">The health checks of the application.</param>
    public static IHealthChecksBuilder AddReliability(this IHealthChecksBuilder builder) => builder.AddReliability(Options.Options.DefaultName);

    /// <summary>Adds a check of a set-up with a name.</summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="name">The name that was given to <c>AddReliability</c>; the check is called <c>reliability-{name}</c>.</param>
    /// <inheritdoc cref="AddReliability(IHealthChecksBuilder)"/>
    public static IHealthChecksBuilder AddReliability(this IHealthChecksBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(CheckName("reliability", name), services => SelfCheck.Create(services, name), failureStatus: null, tags: ["reliability"]));
    }

    /// <summary>
    /// Adds a check of all budgets: degraded while one is exhausted. It is never unhealthy: to restart a service, or to take it out of
    /// rotation, does not mend its budget.
    /// </summary>
    /// <param name="builder">The health checks of the application.</param>
    public static IHealthChecksBuilder AddReliabilityBudgets(this IHealthChecksBuilder builder) => builder.AddReliabilityBudgets(Options.Options.DefaultName);

    /// <summary>Adds a check of all budgets of a set-up with a name.</summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="name">The name that was given to <c>AddReliability</c>; the check is called <c>reliability-budgets-{name}</c>.</param>
    /// <inheritdoc cref="AddReliabilityBudgets(IHealthChecksBuilder)"/>
    public static IHealthChecksBuilder AddReliabilityBudgets(this IHealthChecksBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(
            CheckName("reliability-budgets", name), services => new BudgetCheck(services.GetRequiredKeyedService<IErrorBudgets>(name)), failureStatus: null, tags: ["reliability"]));
    }

    private static string CheckName(string check, string name) => name.Length == 0 ? check : $"{check}-{name}";
}
