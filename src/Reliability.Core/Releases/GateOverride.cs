using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to let releases of a service go out although the gate blocks them.</summary>
public sealed record GateOverride : ChangeRequest
{
    /// <summary>The longest time an override may last from the moment it is made: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>The service whose gate is overridden; it has at least one objective.</summary>
    public required string Service { get; init; }

    /// <summary>When the gate holds again: in the future, at most <see cref="MaxDuration"/> from now.</summary>
    public required DateTimeOffset ExpiresAt { get; init => field = AuditText.ToMicrosecond(value); }
}
