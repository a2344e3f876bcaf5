using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;

namespace Reliability;

/// <summary>Provides methods that define what happens when little of an error budget remains.</summary>
public static class PolicyBuilderExtensions
{
    /// <summary>Adds a policy. Whether its objective exists and its name is unique is checked when the host starts.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="policy">The policy.</param>
    public static ReliabilityBuilder AddPolicy(this ReliabilityBuilder builder, BudgetPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.AddKeyedSingleton(builder.Name, policy);
        return builder;
    }
}
