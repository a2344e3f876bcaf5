using Reliability.Alerting;

namespace Reliability.AspNetCore.Internal;

internal sealed record PolicyList(IReadOnlyList<PolicyResource> Policies)
{
    public static PolicyList From(IReadOnlyList<BudgetPolicy> policies, IReadOnlyList<AlertStatus> states) => new(
    [
        .. policies.Select(policy => new PolicyResource(
            policy.Name,
            policy.Slo,
            policy.ActsAt,
            policy.ActsAt + policy.RecoveryMargin,
            policy.Severity.ToString(),
            policy.Notifies,
            policy.FreezesReleases,
            policy.Action is not null,
            policy.IsDryRun,
            states.FirstOrDefault(one => one.Slo == policy.Slo && one.Rule == $"policy:{policy.Name}") is { } status
                ? AlertStateResource.From(status)
                : null)),
    ]);
}
