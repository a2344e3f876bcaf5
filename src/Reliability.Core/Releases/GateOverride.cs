using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to allow releases of a service although the gate blocks them.</summary>
public sealed record GateOverride : ChangeRequest
{
    /// <summary>The maximum duration of an override: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>Gets the service whose gate is overridden. It must have at least one objective.</summary>
    public required string Service { get; init; }

    /// <summary>
    /// Gets the time at which the override expires: in the future, at most <see cref="MaxDuration"/> from now. The process that decides
    /// compares it with its own clock.
    /// </summary>
    public required DateTimeOffset ExpiresAt { get; init => field = AuditText.ToMicrosecond(value); }
}
