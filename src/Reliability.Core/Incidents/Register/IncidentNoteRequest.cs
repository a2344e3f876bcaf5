using Reliability.Common;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Asks to add an entry to the timeline. The author is <see cref="ChangeRequest.By"/>.</summary>
public sealed record IncidentNoteRequest : ChangeRequest
{
    /// <summary>Gets what happened: 1 to <see cref="IncidentDefinition.MaxTextLength"/> characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Text
    {
        get;
        init => field = IncidentText.Block(value ?? throw new ArgumentNullException(nameof(value)), nameof(Text))!;
    }

    /// <summary>Gets when it happened. Default: now.</summary>
    public DateTimeOffset? At { get; init; }
}
