namespace Reliability.Common;

/// <summary>Something that happened at a time, such as a deployment.</summary>
public sealed record Marker
{
    /// <summary>Gets the time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the kind in one or two words, such as "deployment", "incident" or "experiment".</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what happened, as the end of a sentence that begins with "at the same time as", such as "deployment 4.7.1".</summary>
    public required string Text { get; init; }
}
