using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>An entry of the timeline of a postmortem, in requests and in responses.</summary>
internal sealed record PostmortemEventBody
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public bool IsEstimate { get; init; }

    public string? Description { get; init; }

    public static PostmortemEventBody From(PostmortemEvent one) => new()
    {
        At = one.At,
        Kind = one.Kind.ToString(),
        IsEstimate = one.IsEstimate,
        Description = one.Description,
    };

    public PostmortemEvent ToEvent() => new()
    {
        At = At,
        Kind = IncidentQueryText.Word<PostmortemEventKind>(Kind, "kind"),
        IsEstimate = IsEstimate,
        Description = Description,
    };
}
