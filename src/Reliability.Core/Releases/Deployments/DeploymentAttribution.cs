using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>The deployment to which something that happened, such as an incident, is attributed.</summary>
public sealed record DeploymentAttribution
{
    /// <summary>The limit by default: 24 hours.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromHours(24);

    /// <summary>Gets why it is attributed.</summary>
    public required DeploymentAttributionKind Kind { get; init; }

    /// <summary>Gets the deployment, or <see langword="null"/> if it is attributed to none.</summary>
    public Deployment? Deployment { get; init; }

    /// <summary>
    /// Gets the time from the end of the deployment to what happened: zero if that was during the deployment, or before its start for one
    /// that a person named. <see langword="null"/> without a deployment.
    /// </summary>
    public TimeSpan? Age { get; init; }

    /// <summary>
    /// Attributes what happened to a deployment: the named one, otherwise the one that started last before or at that time, if it ended no
    /// longer before than the limit. It depends on nothing but the deployments. Deployments that failed or were rolled back count: they can
    /// have caused what happened.
    /// </summary>
    /// <param name="deployments">The deployments of the service, in any order.</param>
    /// <param name="at">The time at which it happened.</param>
    /// <param name="deploymentId">The deployment that a person named. Default: none.</param>
    /// <param name="environment">The environment. Default: all.</param>
    /// <param name="limit">The limit, zero or more; an age equal to it is within. Default: <see cref="DefaultLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public static DeploymentAttribution Of(
        IEnumerable<Deployment> deployments,
        DateTimeOffset at,
        string? deploymentId = null,
        string? environment = null,
        TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(deployments);
        TimeSpan maxAge = Check.AtLeast(limit ?? DefaultLimit, TimeSpan.Zero, nameof(limit));

        if (deploymentId is not null)
        {
            return deployments.FirstOrDefault(one => one.Id == deploymentId) is { } named
                ? With(DeploymentAttributionKind.Explicit, named)
                : new DeploymentAttribution { Kind = DeploymentAttributionKind.NotFound };
        }

        Deployment? last = null;
        foreach (Deployment one in deployments)
        {
            bool counts = one.StartedAt <= at
                && (environment is null || environment.Equals(one.Environment, StringComparison.OrdinalIgnoreCase));
            if (counts && (last is null || Internal.DeploymentPlace.Compare(one, last) > 0))
            {
                last = one;
            }
        }

        return last is not null && AgeOf(last) <= maxAge
            ? With(DeploymentAttributionKind.LastBefore, last)
            : new DeploymentAttribution { Kind = DeploymentAttributionKind.None };

        DeploymentAttribution With(DeploymentAttributionKind kind, Deployment one) =>
            new() { Kind = kind, Deployment = one, Age = AgeOf(one) };

        TimeSpan AgeOf(Deployment one) => one.EndedAt is { } end && end < at ? at - end : TimeSpan.Zero;
    }
}
