using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>Compares two estimates, each with a variance.</summary>
internal static class MomentPair
{
    public static Comparison Compare(
        SampleSums control,
        SampleSums treatment,
        Significance rule,
        ComparisonMethod method,
        string reason,
        Func<SampleSums, double> estimate,
        Func<SampleSums, double> variance)
    {
        control.Require(nameof(control));
        treatment.Require(nameof(treatment));
        if (control.AreImpossible || treatment.AreImpossible)
        {
            return Agreement.Nothing(0, 0, rule, "no sample has these sums: a value was so large that the others lost precision");
        }

        long least = rule.IsAlwaysValid ? TwoSample.MinUnitsForSequence : 2;
        double a = control.Units == 0 ? 0 : estimate(control);
        double b = treatment.Units == 0 ? 0 : estimate(treatment);
        if (control.Units < least || treatment.Units < least || !double.IsFinite(a) || !double.IsFinite(b))
        {
            string reasonForNothing = Check.Text(
                $"each arm needs at least {least} units and a divisor above 0; the arms have {control.Units} and {treatment.Units} units");
            return Agreement.Nothing(Or0(a), Or0(b), rule, reasonForNothing);
        }

        double va = variance(control);
        double vb = variance(treatment);
        double error = Math.Sqrt(va + vb);
        if (!(error > 0 && double.IsFinite(error)))
        {
            return Agreement.Nothing(
                a,
                b,
                rule,
                error == 0
                    ? "all units of an arm have the same value: without variance, a difference cannot be tested"
                    : "the variance exceeds the range of a double");
        }

        long units = control.Units + treatment.Units;
        double freedom = method == ComparisonMethod.Delta ? double.PositiveInfinity : Satterthwaite(va, control.Units, vb, treatment.Units);
        double factor = rule.Factor(units, freedom);
        double difference = b - a;
        return Agreement.Reach(new Comparison
        {
            Control = a,
            Treatment = b,
            Difference = difference,
            StandardError = error,
            DifferenceInterval = Agreement.Around(difference, factor * error, rule),
            Lift = a > 0 && double.IsFinite(difference / a) ? difference / a : null,
            LiftInterval = Fieller.Lift(a, va, b, vb, factor, rule),
            PValue = rule.PValue(difference / error, units, freedom),
            Method = method,
            Reason = rule.IsAlwaysValid ? $"{reason}; intervals hold at every look" : reason,
            Alpha = rule.Alpha,
            Stopping = rule.Stopping,
        });
    }

    private static double Satterthwaite(double va, long na, double vb, long nb)
    {
        double sum = va + vb;
        double a = va / sum;
        double b = vb / sum;
        return 1 / ((a * a / (na - 1)) + (b * b / (nb - 1)));
    }

    private static double Or0(double value) => double.IsFinite(value) ? value : 0;
}
