namespace Reliability.Statistics.Internal;

/// <summary>Makes a p-value and its intervals agree.</summary>
internal static class Agreement
{
    /// <summary>The smallest p-value. Smaller values have lost precision, and 0 is not a possible probability.</summary>
    private const double MinPValue = 1e-300;

    public static ConfidenceInterval Around(double centre, double half, Significance rule) =>
        new(Math.Max(-double.MaxValue, centre - half), Math.Min(double.MaxValue, centre + half), 1 - rule.Alpha);

    /// <summary>
    /// Returns the comparison in which the stricter of the p-value and the interval of the difference decides for both, and for the lift.
    /// </summary>
    public static Comparison Reach(Comparison found)
    {
        double alpha = found.Alpha;
        bool isEffect = found.PValue <= alpha && !found.DifferenceInterval.Contains(0);
        return found with
        {
            PValue = isEffect ? Math.Max(found.PValue, MinPValue) : Math.Max(found.PValue, Math.BitIncrement(alpha)),
            DifferenceInterval = isEffect ? found.DifferenceInterval : With0(found.DifferenceInterval),
            LiftInterval = Around(isEffect ? Without0(found.LiftInterval, found.Difference) : With0(found.LiftInterval), found.Lift),
        };
    }

    /// <summary>Returns the comparison without its effect, for a context that does not allow a significant result.</summary>
    public static Comparison Withhold(Comparison found) =>
        Reach(found with { PValue = Math.Max(found.PValue, Math.BitIncrement(found.Alpha)) });

    /// <summary>Returns a comparison without evidence.</summary>
    public static Comparison Nothing(double control, double treatment, Significance rule, string reason, double? bound = null)
    {
        double level = 1 - rule.Alpha;
        return new Comparison
        {
            Control = control,
            Treatment = treatment,
            Difference = treatment - control,
            StandardError = null,
            DifferenceInterval = new ConfidenceInterval(-bound, bound, level),
            Lift = control > 0 ? (treatment - control) / control : null,
            LiftInterval = new ConfidenceInterval(bound is null ? null : -1, null, level),
            PValue = 1,
            Method = ComparisonMethod.NotEnoughData,
            Reason = reason,
            Alpha = rule.Alpha,
            Stopping = rule.Stopping,
        };
    }

    /// <summary>Rounding must not put the estimate outside its own interval.</summary>
    private static ConfidenceInterval Around(ConfidenceInterval interval, double? estimate) =>
        interval with
        {
            Lower = interval.Lower > estimate ? estimate : interval.Lower,
            Upper = interval.Upper < estimate ? estimate : interval.Upper,
        };

    private static ConfidenceInterval With0(ConfidenceInterval interval) =>
        interval with { Lower = interval.Lower > 0 ? 0 : interval.Lower, Upper = interval.Upper < 0 ? 0 : interval.Upper };

    private static ConfidenceInterval Without0(ConfidenceInterval interval, double difference)
    {
        if (!interval.Contains(0) || interval is { Lower: null, Upper: null })
        {
            return interval;
        }

        return difference > 0 ? interval with { Lower = double.Epsilon } : interval with { Upper = -double.Epsilon };
    }
}
