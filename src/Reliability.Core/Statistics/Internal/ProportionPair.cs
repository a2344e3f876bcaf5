using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>Compares two proportions.</summary>
internal sealed class ProportionPair(Proportion control, Proportion treatment, Significance rule)
{
    private readonly double _difference = Difference(control, treatment);
    private readonly long _units = control.Units + treatment.Units;

    public Comparison Compare(ComparisonMethod? method)
    {
        if (rule.IsAlwaysValid)
        {
            return method is null or ComparisonMethod.UnpooledZ or ComparisonMethod.MixtureSequence
                ? Sequential(method)
                : throw new ArgumentException(
                    $"An always-valid rule compares proportions by UnpooledZ or MixtureSequence; {method} is valid for one look only.",
                    nameof(method));
        }

        return method switch
        {
            null => Automatic(),
            ComparisonMethod.FisherExact => Exact("asked for"),
            ComparisonMethod.PooledZ => Pooled("asked for"),
            ComparisonMethod.UnpooledZ => Unpooled("asked for"),
            ComparisonMethod.Newcombe => Hybrid(ComparisonMethod.Newcombe, "asked for", HybridScore.PValue(control, treatment)),
            _ => throw new ArgumentException(
                $"Proportions are compared by FisherExact, PooledZ, UnpooledZ or Newcombe; {method} is for other metrics.",
                nameof(method)),
        };
    }

    private static double Difference(Proportion control, Proportion treatment)
    {
        // The cross product is exact if both counts are small enough, and its sign is always right.
        double products = ((double)treatment.Successes * control.Units) - ((double)control.Successes * treatment.Units);
        return Math.Abs(products) < Check.MaxUnits ? products / ((double)control.Units * treatment.Units) : treatment.Rate - control.Rate;
    }

    private Comparison Automatic()
    {
        double rate = (double)(control.Successes + treatment.Successes) / _units;
        double least = Math.Min(rate, 1 - rate) * Math.Min(control.Units, treatment.Units);
        if (least < 5)
        {
            return Exact(Check.Text($"a cell has {least:0.##} expected units, fewer than 5"));
        }

        return _units < TwoSample.ExactUnits
            ? Exact(Check.Text($"{_units} units, fewer than {TwoSample.ExactUnits}: the exact test is fast"))
            : Pooled(Check.Text($"{_units} units, the smallest cell has {least:0} expected units"));
    }

    private Comparison Sequential(ComparisonMethod? method)
    {
        long least = Math.Min(Math.Min(control.Successes, control.Failures), Math.Min(treatment.Successes, treatment.Failures));
        if (method == ComparisonMethod.UnpooledZ || (method is null && least >= TwoSample.MinUnitsForSequence))
        {
            return Unpooled("intervals hold at every look");
        }

        (double Lower, double Upper) a = MixtureSequence.Of(control, rule.Alpha / 2);
        (double Lower, double Upper) b = MixtureSequence.Of(treatment, rule.Alpha / 2);
        return Of(
            ComparisonMethod.MixtureSequence,
            method is null
                ? Check.Text(
                    $"exact at every look: an arm has {least} successes or failures, fewer than {TwoSample.MinUnitsForSequence}")
                : "requested by the caller",
            MixtureSequence.PValue(control, treatment),
            MixtureSequence.Difference(a, b),
            MixtureSequence.Ratio(a, b));
    }

    private Comparison Exact(string reason) =>
        Hybrid(
            ComparisonMethod.FisherExact,
            reason,
            FisherExact.PValue(treatment.Successes, treatment.Units, control.Successes, control.Units));

    private Comparison Hybrid(ComparisonMethod method, string reason, double pValue)
    {
        double z = rule.Factor(_units, double.PositiveInfinity);
        return Of(method, reason, pValue, HybridScore.Difference(control, treatment, z), HybridScore.Ratio(control, treatment, z));
    }

    private Comparison Pooled(string reason)
    {
        double z = rule.Factor(_units, double.PositiveInfinity);
        return Of(
            ComparisonMethod.PooledZ,
            reason,
            rule.PValue(ScoreTest.OfDifference(control, treatment, 0), _units, double.PositiveInfinity),
            ScoreTest.Difference(control, treatment, z),
            ScoreTest.Ratio(control, treatment, z));
    }

    private Comparison Unpooled(string reason)
    {
        (double va, double vb) = (Variance(control), Variance(treatment));
        double error = Math.Sqrt(va + vb);
        if (error == 0)
        {
            return Agreement.Nothing(
                control.Rate,
                treatment.Rate,
                rule,
                "in both arms, all units or none succeeded: the unpooled z-test has no variance",
                bound: 1);
        }

        double factor = rule.Factor(_units, double.PositiveInfinity);
        ConfidenceInterval difference = Agreement.Around(_difference, factor * error, rule);
        ConfidenceInterval lift = Fieller.Lift(control.Rate, va, treatment.Rate, vb, factor, rule);
        return Of(
            ComparisonMethod.UnpooledZ,
            reason,
            rule.PValue(_difference / error, _units, double.PositiveInfinity),
            (Math.Max(-1, difference.Lower!.Value), Math.Min(1, difference.Upper!.Value)),
            (lift.Lower is { } lower ? Math.Max(0, 1 + lower) : 0, lift.Upper + 1));
    }

    private Comparison Of(
        ComparisonMethod method,
        string reason,
        double pValue,
        (double Lower, double Upper) difference,
        (double Lower, double? Upper) ratio)
    {
        double level = 1 - rule.Alpha;
        double error = Math.Sqrt(Variance(control) + Variance(treatment));
        return Agreement.Reach(new Comparison
        {
            Control = control.Rate,
            Treatment = treatment.Rate,
            Difference = _difference,
            StandardError = error > 0 ? error : null,
            DifferenceInterval = new ConfidenceInterval(difference.Lower, difference.Upper, level),
            Lift = control.Successes > 0 ? _difference / control.Rate : null,
            LiftInterval = new ConfidenceInterval(ratio.Lower - 1, ratio.Upper - 1, level),
            PValue = Math.Min(1, pValue),
            Method = method,
            Reason = reason,
            Alpha = rule.Alpha,
            Stopping = rule.Stopping,
        });
    }

    private static double Variance(Proportion arm) => arm.Rate * ((double)arm.Failures / arm.Units) / arm.Units;
}
