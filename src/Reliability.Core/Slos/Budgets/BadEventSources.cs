using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Where the bad events of an objective come from, as far as it was recorded.</summary>
public sealed record BadEventSources
{
    /// <summary>Gets the range of time that was read: it starts with a minute or with an hour.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the sources with the most bad events, at most 20, the largest number first.</summary>
    public required IReadOnlyList<BadEventCount> Sources { get; init; }

    /// <summary>Gets the number of bad events from all other sources.</summary>
    public required long Other { get; init; }
}
