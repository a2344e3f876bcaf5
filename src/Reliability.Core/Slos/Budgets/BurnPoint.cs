namespace Reliability.Slos;

/// <summary>The burn rates of the two windows of a rule at one point in time.</summary>
public sealed record BurnPoint
{
    /// <summary>Gets the point in time, at which both windows end.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the burn rate over the long window, or <see langword="null"/> if it has no units.</summary>
    public required decimal? LongBurn { get; init; }

    /// <summary>Gets the burn rate over the short window, or <see langword="null"/> if it has no units.</summary>
    public required decimal? ShortBurn { get; init; }
}
