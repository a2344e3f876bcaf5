using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// The share of measured values that lie on the right side of a limit: the age of a queue, the size of a response, any instrument.
/// </summary>
public sealed record MeasurementIndicator : Indicator
{
    /// <summary>Sets the limit.</summary>
    /// <param name="limit">The limit, itself good; any finite number.</param>
    /// <param name="goodAtLeast">Whether values at or above the limit are good, rather than those at or below.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is NaN or infinite.</exception>
    public MeasurementIndicator(double limit, bool goodAtLeast = false)
    {
        if (!double.IsFinite(limit))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is a finite number.");
        }

        Limit = limit;
        GoodAtLeast = goodAtLeast;
    }

    /// <summary>The limit.</summary>
    public double Limit { get; }

    /// <summary>Whether values at or above the limit are good.</summary>
    public bool GoodAtLeast { get; }

    /// <inheritdoc/>
    public override SeriesDefinition SeriesFor(SeriesId id) => SeriesDefinition.Measurements(id, Limit, GoodAtLeast);
}
