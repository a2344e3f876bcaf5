using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Releases;

/// <summary>A request to let releases of a service go out although the gate blocks them. Sending the same object again is safe: it is recognised by its <see cref="Id"/>.</summary>
public sealed record GateOverride
{
    /// <summary>The longest time an override may last from the moment it is made: 7 days.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(7);

    /// <summary>The service whose gate is overridden; it has at least one objective.</summary>
    public required string Service { get; init; }

    /// <summary>Who takes the responsibility: 1 to 200 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string By { get; init => field = AuditText.RequireName(value); }

    /// <summary>Why: 1 to 1000 characters, none of them a control character.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public required string Reason { get; init => field = AuditText.RequireReason(value); }

    /// <summary>When the gate holds again: in the future, at most <see cref="LongestDuration"/> from now.</summary>
    public required DateTimeOffset ExpiresAt { get; init => field = AuditText.ToMicrosecond(value); }

    /// <summary>Names the override within its service: 1 to 100 characters, none of them a control character. Default: a new name.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a control character.</exception>
    public string Id { get; init => field = AuditText.RequireId(value); } = AuditText.NewId();
}
