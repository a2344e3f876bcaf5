using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Measures the share of values that are within a limit, such as the age of a queue, the size of a response, or the value of any
/// instrument.
/// </summary>
public sealed record MeasurementIndicator : Indicator
{
    /// <summary>Initializes a new instance with a limit.</summary>
    /// <param name="limit">The limit, which is itself a good value. Any finite number.</param>
    /// <param name="goodAtLeast">
    /// <see langword="true"/> if values at or above the limit are good; <see langword="false"/> (default) if values at or below it are
    /// good.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public MeasurementIndicator(double limit, bool goodAtLeast = false)
    {
        if (!double.IsFinite(limit))
        {
            throw Check.OutOfRange(limit, "The limit must be a finite number.", nameof(limit));
        }

        Limit = limit;
        GoodAtLeast = goodAtLeast;
    }

    /// <summary>Gets the limit, which is itself a good value.</summary>
    public double Limit { get; }

    /// <summary>Gets a value indicating whether values at or above the limit are good, instead of values at or below it.</summary>
    public bool GoodAtLeast { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Measurements(id, Limit, GoodAtLeast);
}
