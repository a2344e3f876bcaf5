using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Jobs;

namespace Reliability.AspNetCore.Internal;

/// <summary>A policy, its state, and when and by which process it was last evaluated; null before its first evaluation.</summary>
internal sealed record PolicyResource(
    string Name, string Slo, decimal ActsAt, decimal RecoversAt, string Severity, bool Notifies, bool FreezesReleases, bool Runs,
    bool IsDryRun, AlertStateResource? Alert, DateTimeOffset? LastDoneAt, string? LastDoneBy)
{
    /// <param name="policy">The policy.</param>
    /// <param name="alert">Its alert, if it was evaluated.</param>
    /// <param name="round">The alert job of its objective, which evaluates the policy with the alert rules.</param>
    public static PolicyResource From(BudgetPolicy policy, AlertStatus? alert, JobStatus? round) => new(
        policy.Name,
        policy.Slo,
        JsonNumber.Of(policy.ActsAt),
        JsonNumber.Of(policy.ActsAt + policy.RecoveryMargin),
        policy.Severity.ToString(),
        policy.Notifies,
        policy.FreezesReleases,
        policy.Action is not null,
        policy.IsDryRun,
        alert is null ? null : AlertStateResource.From(alert),
        round?.LastDoneAt,
        round?.LastDoneBy);
}
