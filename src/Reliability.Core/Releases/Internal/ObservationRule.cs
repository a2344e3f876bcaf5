namespace Reliability.Releases.Internal;

/// <summary>Decides whether the version that a host runs is a deployment that nobody has recorded. It is pure.</summary>
internal static class ObservationRule
{
    /// <summary>
    /// <para>A version that was never deployed to the environment is a deployment at once. Any other version is in use already, or was
    /// once; a host that starts with it may be a part of a canary, or a late restart. It is a deployment again only when the version that was
    /// deployed last has had no live host for the whole window.</para>
    /// <para>It is then a rollback, unless it had itself failed or been rolled back: then it is deployed again.</para>
    /// </summary>
    /// <param name="deployments">The deployments to the environment.</param>
    /// <param name="observation">What the host observes.</param>
    /// <param name="now">The present time.</param>
    /// <returns>The deployment to record: its start, and the one that it rolls back. Null for none.</returns>
    public static (DateTimeOffset StartedAt, string? RollbackOf)? Decide(
        IReadOnlyCollection<Deployment> deployments, DeploymentObservation observation, DateTimeOffset now)
    {
        Deployment? last = DeploymentState.LiveOf(deployments);
        if (last is not null && IsSame(last.Version, observation.Version))
        {
            return null;
        }

        // Of two deployments the later is a microsecond later at least, whatever the clocks of hosts say.
        DateTimeOffset first = last is null ? DateTimeOffset.MinValue : last.EndedAt!.Value.AddMicroseconds(1);
        DateTimeOffset start = Later(observation.StartedAt, first);
        Deployment? own = deployments.Where(one => IsSame(one.Version, observation.Version)).Max(DeploymentPlace.Order);
        if (own is null)
        {
            return (start, null);
        }

        DateTimeOffset from = now - observation.Window;
        if (own.Status == DeploymentStatus.Running
            || !observation.IsWindowWatched
            || (last is not null
                && (last.EndedAt > from || observation.LiveVersions.Any(version => IsSame(version, last.Version)))))
        {
            return null;
        }

        return (Later(start, from), own.Status == DeploymentStatus.Succeeded ? last?.Id : null);
    }

    /// <summary>
    /// Whether two versions are one: a pipeline that reports 4.7.1 means the host that runs 4.7.1+5d9c1f, whose version the compiler
    /// completes with the commit. Two versions that both state a build are one only if they are equal.
    /// </summary>
    public static bool IsSame(string one, string other)
    {
        int plus = one.IndexOf('+', StringComparison.Ordinal);
        int otherPlus = other.IndexOf('+', StringComparison.Ordinal);
        return (plus < 0) == (otherPlus < 0)
            ? one == other
            : (plus < 0 ? one : one[..plus]) == (otherPlus < 0 ? other : other[..otherPlus]);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
