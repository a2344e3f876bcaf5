using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A commit that a deployment put in use. The author is not kept: nothing is counted per person.</summary>
public sealed record DeploymentCommit
{
    /// <summary>Gets the ID, such as a SHA: 1 to 100 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Id { get; init => field = AuditText.RequireId(value); }

    /// <summary>Gets the time of the commit, from which its lead time counts.</summary>
    public required DateTimeOffset At { get; init; }
}
