namespace Reliability.Dashboard.Internal;

/// <summary>A shift of the level of a metric.</summary>
internal sealed record TrendShiftRow
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the start of the interval that contains the shift.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets the end of the interval that contains the shift.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the kind: Step, Ramp or Transient.</summary>
    public required string Kind { get; init; }

    public double? Size { get; init; }

    public double? Before { get; init; }

    public double? After { get; init; }

    /// <summary>Gets the size as a share of the level before; <see langword="null"/> if that is not above zero.</summary>
    public double? Ratio { get; init; }

    public double? PValue { get; init; }

    /// <summary>Gets whether the shift is for the better: Improving, Degrading or Changing.</summary>
    public required string Verdict { get; init; }

    /// <summary>Gets the person who accepted the shift; <see langword="null"/> if nobody did.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>Gets what happened at the same time, the nearest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }
}
