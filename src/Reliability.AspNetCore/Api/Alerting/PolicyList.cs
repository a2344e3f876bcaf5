using Reliability.Alerting;
using Reliability.Jobs;

namespace Reliability.AspNetCore.Internal;

internal sealed record PolicyList(IReadOnlyList<PolicyResource> Policies, IReadOnlyList<UnreadableResource> Unreadable)
{
    /// <param name="policies">The policies.</param>
    /// <param name="states">The current alerts, which those of the policies are among.</param>
    /// <param name="jobs">The jobs, which the evaluation of the policies' objectives is among.</param>
    /// <param name="unreadable">The stored alerts that could not be read.</param>
    public static PolicyList From(
        IReadOnlyList<BudgetPolicy> policies,
        IReadOnlyList<AlertStatus> states,
        IReadOnlyList<JobStatus> jobs,
        IReadOnlyList<UnreadableResource> unreadable)
    {
        var rounds = jobs.Where(job => job.Job == AlertEvaluator.JobName).ToDictionary(job => job.Item, StringComparer.Ordinal);
        var alerts = states.ToDictionary(one => (one.Slo, one.Rule));
        return new(
            [.. policies.Select(policy => PolicyResource.From(
                policy, alerts.GetValueOrDefault((policy.Slo, $"policy:{policy.Name}")), rounds.GetValueOrDefault(policy.Slo)))],
            unreadable);
    }
}
