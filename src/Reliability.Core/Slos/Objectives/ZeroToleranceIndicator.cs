using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Measures bad events that must not happen, such as the loss of data. The budget is a whole number of events, by default 0, instead of a
/// ratio; the target is 100 %.
/// </summary>
public sealed record ZeroToleranceIndicator : Indicator
{
    /// <summary>Initializes a new instance with the number of allowed events.</summary>
    /// <param name="allowedEvents">The number of bad events that the window may contain, 0 or more. Default: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="allowedEvents"/> is negative.</exception>
    public ZeroToleranceIndicator(long allowedEvents = 0)
    {
        Check.AtLeast(allowedEvents, 0);
        AllowedEvents = allowedEvents;
    }

    /// <summary>Gets the number of bad events that the window may contain.</summary>
    public long AllowedEvents { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Outcomes(id);
}
