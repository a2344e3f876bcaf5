namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="PostmortemEvent"/>.</summary>
internal sealed record StoredEvent
{
    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public bool IsEstimate { get; init; }

    public string? Description { get; init; }

    public static StoredEvent Of(PostmortemEvent one) => new()
    {
        At = one.At,
        Kind = PostmortemWords.Event.Word(one.Kind),
        IsEstimate = one.IsEstimate,
        Description = one.Description,
    };

    public PostmortemEvent ToEvent() => new()
    {
        At = At,
        Kind = PostmortemWords.Event.Value(Kind),
        IsEstimate = IsEstimate,
        Description = Description,
    };
}
