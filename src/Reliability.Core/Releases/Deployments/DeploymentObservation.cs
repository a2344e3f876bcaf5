using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>What a host reports about the version that it runs, and about the versions that other hosts run.</summary>
public sealed record DeploymentObservation
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the environment of the host: 1 to 100 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Environment { get; init => field = AuditText.RequireId(value); }

    /// <summary>Gets the version that the host runs: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Version { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the host, as the history names it: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the time at which the host started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets the versions that hosts of the environment have run within the last <see cref="Window"/>.</summary>
    public required IReadOnlyCollection<string> LiveVersions { get; init; }

    /// <summary>Gets how long a version must have had no live host before a return to an earlier one is a rollback.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>
    /// Gets a value indicating whether the host has watched for the whole <see cref="Window"/>. If not, a version that is not among
    /// <see cref="LiveVersions"/> may have been live nevertheless.
    /// </summary>
    public required bool IsWindowWatched { get; init; }
}
