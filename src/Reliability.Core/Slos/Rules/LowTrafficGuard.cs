using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Slos;

/// <summary>
/// Keeps a handful of bad events in quiet hours from raising an alarm: a burn-rate alert also needs enough bad events, and a
/// lower confidence bound of the error ratio above the rule's threshold.
/// </summary>
/// <remarks>
/// The bound is the one-sided Wilson score bound: E. B. Wilson, "Probable inference", JASA 22 (1927). It widens with few events and
/// vanishes with many.
/// </remarks>
public sealed record LowTrafficGuard
{
    /// <summary>The default: 5 bad events, 95 % confidence.</summary>
    public static LowTrafficGuard Default { get; } = new(5, 0.95);

    /// <summary>No guard: the plain rule of the Workbook.</summary>
    public static LowTrafficGuard None { get; } = new(0, 0.5);

    private readonly double _z;

    /// <summary>Sets the guard.</summary>
    /// <param name="minimumBadEvents">The fewest bad events in the long window, 0 or more.</param>
    /// <param name="confidence">The one-sided confidence of the bound, from 0.5 (no bound) to 0.9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public LowTrafficGuard(int minimumBadEvents, double confidence)
    {
        Check.That(minimumBadEvents >= 0, minimumBadEvents, "The fewest bad events are 0 or more.", nameof(minimumBadEvents));
        Check.That(confidence is >= 0.5 and <= 0.9999, confidence, "A confidence is 0.5 to 0.9999.", nameof(confidence));
        MinBadEvents = minimumBadEvents;
        Confidence = confidence;
        _z = Distributions.NormalQuantile(confidence);
    }

    /// <summary>The fewest bad events in the long window.</summary>
    public int MinBadEvents { get; }

    /// <summary>The one-sided confidence of the bound.</summary>
    public double Confidence { get; }

    /// <summary>The ratio that the true error ratio exceeds with <see cref="Confidence"/>, given what was seen.</summary>
    /// <param name="bad">The bad events, 0 to <paramref name="total"/>.</param>
    /// <param name="total">All events, above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public double LowerBound(decimal bad, decimal total)
    {
        Check.That(total > 0, total, "A ratio needs at least one event.", nameof(total));
        Check.That(bad >= 0 && bad <= total, bad, $"Bad events are 0 to all events ({total}).", nameof(bad));
        double n = (double)total;
        double p = (double)bad / n;
        double zz = _z * _z;
        double center = p + (zz / (2 * n));
        double margin = _z * Math.Sqrt((p * (1 - p) / n) + (zz / (4 * n * n)));
        return Math.Max(0, (center - margin) / (1 + (zz / n)));
    }

    internal bool Allows(BurnReading reading, decimal threshold) =>
        reading.Bad >= MinBadEvents
        && (_z == 0 || (reading.Total > 0 && LowerBound(decimal.Clamp(reading.Bad, 0, reading.Total), reading.Total) > (double)threshold));
}
