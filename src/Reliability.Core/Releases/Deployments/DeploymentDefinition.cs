using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>States what is deployed, and where.</summary>
public sealed record DeploymentDefinition
{
    /// <summary>The maximum number of commits of one deployment: 1,000.</summary>
    public const int MaxCommits = 1000;

    /// <summary>The environment of a deployment that names none.</summary>
    public const string DefaultEnvironment = "Production";

    /// <summary>Gets the service.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public required string Service { get; init => field = Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the version: 1 to 200 characters without control characters. Versions are compared by ordinal.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Version { get; init => field = AuditText.RequireName(value); }

    /// <summary>
    /// Gets the environment: 1 to 100 characters without control characters, compared without regard to case. Default:
    /// <see cref="DefaultEnvironment"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string Environment { get; init => field = AuditText.RequireId(value); } = DefaultEnvironment;

    /// <summary>Gets the commits that were not in use before. At most <see cref="MaxCommits"/>. Default: none.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public IReadOnlyList<DeploymentCommit> Commits
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value.Count <= MaxCommits && !value.Contains(null!)
                ? value
                : throw new ArgumentException(
                    $"Commits are at most {MaxCommits}, none of them null; these are {value.Count}.", nameof(value));
        }
    } = [];

    /// <summary>
    /// Gets the ID of the deployment that this one withdraws. When this one has succeeded, that one is
    /// <see cref="DeploymentStatus.RolledBack"/>. Default: <see langword="null"/>, which means none.
    /// </summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? RollbackOf { get; init => field = value is null ? null : AuditText.RequireId(value); }
}
