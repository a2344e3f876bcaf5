using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Statistics;

namespace Reliability.Slos;

/// <summary>
/// Prevents alerts from a few events in times of low traffic: a rule also requires enough events, and a one-sided confidence bound beyond
/// its threshold.
/// </summary>
/// <remarks>
/// The bound of an error ratio is the Wilson score bound (E. B. Wilson, "Probable inference", JASA 22, 1927), that of a mean is Student's,
/// and that of a quantile is the exact binomial bound of an order statistic. Each is wide for few events and vanishes with many.
/// </remarks>
public sealed record LowTrafficGuard
{
    /// <summary>The default: 5 bad events, 30 values, 95 % confidence.</summary>
    public static LowTrafficGuard Default { get; } = new(5, 0.95);

    /// <summary>No guard: the plain rule of the Workbook.</summary>
    public static LowTrafficGuard None { get; } = new(0, 0.5) { MinValues = 0 };

    internal const string Values = "values";

    private readonly double _z;

    /// <summary>Sets the guard.</summary>
    /// <param name="minBadEvents">The minimum number of bad events in the long window, 0 or more.</param>
    /// <param name="confidence">The one-sided confidence of the bound, from 0.5 (no bound) to 0.9999.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public LowTrafficGuard(int minBadEvents, double confidence)
    {
        Check.That(minBadEvents >= 0, minBadEvents, "The minimum number of bad events must be 0 or more.", nameof(minBadEvents));
        Check.That(confidence is >= 0.5 and <= 0.9999, confidence, "A confidence is 0.5 to 0.9999.", nameof(confidence));
        MinBadEvents = minBadEvents;
        Confidence = confidence;
        _z = Distributions.NormalQuantile(confidence);
    }

    /// <summary>Gets the minimum number of bad events in the long window.</summary>
    public int MinBadEvents { get; }

    /// <summary>Gets the minimum number of values for which a mean or a quantile is compared, 0 or more. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MinValues
    {
        get;
        init
        {
            Check.That(value >= 0, value, "The minimum number of values must be 0 or more.", nameof(value));
            field = value;
        }
    } = 30;

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

    /// <summary>Whether a ratio of bad units above a threshold can be chance.</summary>
    internal GuardDoubt OfRatio(decimal bad, decimal total, decimal threshold) => bad < MinBadEvents ? GuardDoubt.TooFew
        : _z == 0 || (total > 0 && LowerBound(decimal.Clamp(bad, 0, total), total) > (double)threshold) ? GuardDoubt.None
        : GuardDoubt.Chance;

    /// <summary>Whether a mean below a limit can be chance, from the sum of the squares of the values or a bound above it.</summary>
    internal GuardDoubt OfMean(long count, double mean, double squares, double limit)
    {
        if (count < MinValues)
        {
            return GuardDoubt.TooFew;
        }

        if (_z == 0 || count < 2)
        {
            return _z == 0 ? GuardDoubt.None : GuardDoubt.Chance;
        }

        double variance = Math.Max(0, (squares - (count * mean * mean)) / (count - 1));
        double margin = Distributions.StudentQuantile(Confidence, count - 1) * Math.Sqrt(variance / count);
        return mean + margin < limit ? GuardDoubt.None : GuardDoubt.Chance;
    }

    /// <summary>
    /// Whether a quantile above a limit can be chance: if the true quantile were at the limit, the number of values up to the limit would
    /// be binomial, and so few of them would be less probable than 1 - confidence.
    /// </summary>
    internal GuardDoubt OfQuantile(long above, long count, double quantile) => count < MinValues ? GuardDoubt.TooFew
        : _z == 0 || (above > 0 && Distributions.BinomialCdf(count - above, count, quantile) <= 1 - Confidence) ? GuardDoubt.None
        : GuardDoubt.Chance;

    /// <summary>
    /// Says in a sentence why a budget that is spent down to a share does not count yet; null if it does. A budget that allows as many bad
    /// units as the guard asks for is an account: what is spent is spent. Below that, one unlucky event can exceed the whole budget, and
    /// the bound decides. A mean counts from as many scores as the guard asks for, and zero tolerance always counts.
    /// </summary>
    /// <param name="status">The status of the budget.</param>
    /// <param name="remaining">The share of the budget down to which it is spent; 0 is the whole budget.</param>
    internal string? DoubtOf(BudgetStatus status, decimal remaining = 0)
    {
        decimal ratio = (1 - remaining) * (1 - (status.Target / 100));
        return status switch
        {
            { Target: 100 } => null,
            { ScoreScale: not null } => status.Total < MinValues ? Check.Text($"It counts from {MinValues} scores on.") : null,
            _ => OfRatio(status.Bad, status.Total, ratio) switch
            {
                GuardDoubt.TooFew => Check.Text($"It counts from {MinBadEvents} bad ones on."),
                GuardDoubt.Chance when status.Allowed < MinBadEvents => Check.Text(
                    $"It counts once the share of bad ones is above {ratio * 100:0.######} % with {Confidence * 100:0.##} % confidence."),
                _ => null,
            },
        };
    }

    /// <summary>Returns the figures of the guard in one line, which differs for guards that differ.</summary>
    internal string Describe() => Check.Text($"{MinBadEvents} bad, {MinValues} values and {Confidence:R} sure");

    /// <summary>Says in words why a threshold that was crossed does not count.</summary>
    internal string Explain(GuardDoubt doubt, string units) => doubt switch
    {
        GuardDoubt.TooFew when units == Values => Check.Text($"; held back as low traffic: fewer than {MinValues} values"),
        GuardDoubt.TooFew => Check.Text($"; held back as low traffic: fewer than {MinBadEvents} bad {units}"),
        GuardDoubt.Chance => Check.Text(
            $"; held back as low traffic: with so few {units} it can be chance ({Confidence * 100:0.##} % confidence)"),
        _ => string.Empty,
    };
}
