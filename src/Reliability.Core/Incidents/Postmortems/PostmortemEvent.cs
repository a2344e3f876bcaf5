using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>An entry of the timeline of a postmortem.</summary>
public sealed record PostmortemEvent
{
    /// <summary>Gets when it happened, in UTC to the microsecond.</summary>
    public required DateTimeOffset At { get; init => field = AuditText.ToMicrosecond(value); }

    /// <summary>Gets what it is about.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not stated.</exception>
    public required PostmortemEventKind Kind
    {
        get;
        init => field = Check.Word(value, nameof(Kind), PostmortemEventKind.Unknown);
    }

    /// <summary>Gets a value indicating whether the time is an estimate.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>
    /// Gets what happened, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/> characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Description { get; init => field = IncidentText.Block(value, nameof(Description)); }
}
