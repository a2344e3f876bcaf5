using Reliability.Common;

namespace Reliability.Dashboard.Internal;

/// <summary>Something that happened at an instant, drawn as a line down a chart and listed below it.</summary>
internal sealed record TimeMarker
{
    /// <summary>Gets the instant.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what happened.</summary>
    public required string Label { get; init; }

    /// <summary>Gets the kind.</summary>
    public required MarkerKind Kind { get; init; }

    /// <summary>Gets the range in which it lies, if the instant is an estimate; it is shaded.</summary>
    public TimeRange? Within { get; init; }

    /// <summary>
    /// Gets the number in the list of the page (<see cref="PageMarkers"/>); <see langword="null"/> if the chart names it itself.
    /// </summary>
    public int? Number { get; init; }

    /// <summary>Gets the JSON pointer of the instant.</summary>
    public required string Pointer { get; init; }
}
