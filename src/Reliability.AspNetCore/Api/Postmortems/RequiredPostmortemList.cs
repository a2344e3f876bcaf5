namespace Reliability.AspNetCore.Internal;

/// <summary>The incidents that require a postmortem, those first that are due first, and the policy that says so.</summary>
internal sealed record RequiredPostmortemList(
    decimal RequiredAboveBudgetShare,
    double DueWithinSeconds,
    double LookbackSeconds,
    IReadOnlyList<RequiredPostmortemResource> Postmortems);
