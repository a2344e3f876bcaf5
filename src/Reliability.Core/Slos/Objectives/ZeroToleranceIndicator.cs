using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Something that must not happen at all, such as the loss of data. Its budget is a whole number of events, usually none, and
/// not a ratio; its target is 100 %.
/// </summary>
public sealed record ZeroToleranceIndicator : Indicator
{
    /// <summary>Sets the budget.</summary>
    /// <param name="allowedEvents">How many bad events a window may hold, 0 or more. Default: none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="allowedEvents"/> is negative.</exception>
    public ZeroToleranceIndicator(long allowedEvents = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(allowedEvents);
        AllowedEvents = allowedEvents;
    }

    /// <summary>How many bad events a window may hold.</summary>
    public long AllowedEvents { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Outcomes(id);
}
