using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>The power of one metric under one design for a difference and numbers of units, and its inverses by bisection.</summary>
internal sealed class PowerModel
{
    private const string Sixteen =
        "SimpleSixteen requires two equal arms, a difference at a two-sided alpha of 0.05, a power of 0.8, and a test that is judged once "
        + "(StoppingRule.FixedHorizon).";

    private readonly MetricBaseline _metric;
    private readonly TestDesign _design;
    private readonly SampleSizeFormula _formula;
    private readonly StoppingPower _stopping;

    public PowerModel(MetricBaseline metric, TestDesign design)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _metric = metric;
        _design = design;
        _stopping = new StoppingPower(design);
        Check.Between(design.TreatmentPerControl, 1e-3, 1e3, nameof(design.TreatmentPerControl));
        _formula = design.Formula ?? Fitting();
        if (Misfit() is { } misfit)
        {
            throw new ArgumentException(misfit, nameof(design));
        }
    }

    private bool IsFixedHorizon => _design.Stopping is FixedHorizonRule;

    private bool IsNonInferiority => _design.Hypothesis == TestHypothesis.NonInferiority;

    /// <summary>Returns the effect in the unit of the metric.</summary>
    public double Difference(EffectSize effect)
    {
        if (effect.Value == 0)
        {
            throw new ArgumentException("The effect must be created by Absolute or Relative and must not be 0.", nameof(effect));
        }

        if (effect.IsRelative && _metric.Baseline is null)
        {
            throw new ArgumentException("A relative effect requires the mean of the metric, which is missing.", nameof(effect));
        }

        double difference = effect.IsRelative ? effect.Value * _metric.Baseline!.Value : effect.Value;
        if (_metric.IsProportion)
        {
            Check.Inside(_metric.Baseline!.Value + difference, 0, 1, nameof(effect));
        }

        return Math.Abs(difference) is > 1e-100 and < 1e100
            ? difference
            : throw Check.OutOfRange(difference, "The effect must be from 1e-100 to 1e100 in magnitude.", nameof(effect));
    }

    /// <summary>
    /// Returns the number of units of the treatment, rounded up. A value that exceeds an integer only by rounding counts as that integer.
    /// </summary>
    public long Treatment(long control) => Math.Max(2, (long)Math.Ceiling(control * _design.TreatmentPerControl * (1 - 1e-15)));

    public PowerAnalysis Result(double difference, long control, long treatment) => new()
    {
        ControlUnits = control,
        TreatmentUnits = treatment,
        AbsoluteEffect = difference,
        RelativeEffect = _metric.Baseline is { } baseline ? difference / baseline : null,
        Power = Power(difference, control, treatment),
        Formula = _formula,
        Method = Method(),
    };

    /// <summary>
    /// Returns the smallest number of units of the control, or <see langword="null"/> if both arms together would need more than 2^53.
    /// </summary>
    public long? Units(double difference)
    {
        double most = Check.MaxUnits / (1 + _design.TreatmentPerControl) - 2;
        if (_formula == SampleSizeFormula.SimpleSixteen)
        {
            double units = 16 * Spread(_metric.Baseline!.Value) / (difference * difference);
            return units > most ? null : Math.Max(2, (long)Math.Ceiling(units * (1 - 1e-12)));
        }

        long low = 1;
        long high = 2;
        while (Power(difference, high, Treatment(high)) < _stopping.Target)
        {
            if (high > most / 2)
            {
                return null;
            }

            (low, high) = (high, 2 * high);
        }

        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = Power(difference, middle, Treatment(middle)) < _stopping.Target ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Returns the smallest difference, or <see langword="null"/> if there is none.</summary>
    public double? MinimumEffect(long control, long treatment, bool decrease)
    {
        double sign = decrease ? -1 : 1;
        double end = EndOf(decrease);
        if (_formula == SampleSizeFormula.SimpleSixteen)
        {
            double rule = 4 * Math.Sqrt(Spread(_metric.Baseline!.Value) / control);
            return control == treatment && rule < end
                ? sign * rule
                : control == treatment ? null : throw new ArgumentException(Sixteen, nameof(treatment));
        }

        bool Sees(double size) => Power(sign * size, control, treatment) >= _stopping.Target;

        // Start from a difference that is certainly too small and double it until it is large enough.
        double high = Math.Min(end, _metric.StandardDeviation ?? 1) * 1e-9;
        double low = 0;
        while (!Sees(high))
        {
            if (high >= end)
            {
                return null;
            }

            (low, high) = (high, Math.Min(end, 2 * high));
        }

        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = Sees(middle) ? (low, middle) : (middle, high);
        }

        return sign * high;
    }

    private double EndOf(bool decrease)
    {
        if (!_metric.IsProportion)
        {
            return 1e100;
        }

        // The last rate that is neither 0 nor 1.
        double baseline = _metric.Baseline!.Value;
        return decrease ? baseline * (1 - 1e-12) : (1 - baseline) * (1 - 1e-12);
    }

    private double Power(double difference, long control, long treatment)
    {
        double inverse = (1.0 / control) + (1.0 / treatment);
        double size = Math.Abs(difference);
        long units = control + treatment;
        if (_metric.StandardDeviation is { } deviation)
        {
            double shift = size / deviation / Math.Sqrt(inverse);
            return _formula == SampleSizeFormula.StudentT ? _stopping.OfStudent(shift, units - 2) : _stopping.Of(shift, units);
        }

        double baseline = _metric.Baseline!.Value;
        double rate = IsNonInferiority ? baseline : baseline + difference;
        double own = Math.Sqrt((Spread(baseline) / control) + (Spread(rate) / treatment));
        return _formula switch
        {
            SampleSizeFormula.ArcSine =>
                _stopping.Of(Math.Abs(2 * (Math.Asin(Math.Sqrt(rate)) - Math.Asin(Math.Sqrt(baseline)))) / Math.Sqrt(inverse), units),
            SampleSizeFormula.PooledNormal =>
                _stopping.Of(size / own, units, Math.Sqrt(Spread(Pooled(baseline, rate, control, treatment)) * inverse) / own),
            SampleSizeFormula.BaselineNormal => _stopping.Of(size / own, units, Math.Sqrt(Spread(baseline) * inverse) / own),
            SampleSizeFormula.SimpleSixteen => control == treatment
                ? _stopping.Of(size / Math.Sqrt(Spread(baseline) * inverse), units)
                : throw new ArgumentException(Sixteen, nameof(treatment)),
            _ => _stopping.Of(size / own, units),
        };
    }

    private static double Spread(double rate) => rate * (1 - rate);

    private static double Pooled(double baseline, double rate, long control, long treatment) =>
        baseline + ((rate - baseline) * ((double)treatment / ((double)control + treatment)));

    private SampleSizeFormula Fitting() => (_metric.IsProportion, IsFixedHorizon) switch
    {
        (true, true) when !IsNonInferiority => SampleSizeFormula.PooledNormal,
        (true, _) => SampleSizeFormula.UnpooledNormal,
        (false, true) => SampleSizeFormula.StudentT,
        _ => SampleSizeFormula.Normal,
    };

    private string? Misfit()
    {
        if (!Enum.IsDefined(_formula))
        {
            return $"The formula must be a named value of SampleSizeFormula; it is {(int)_formula}.";
        }

        if (_metric.IsProportion == (_formula is SampleSizeFormula.Normal or SampleSizeFormula.StudentT))
        {
            return $"{_formula} is for {(_metric.IsProportion ? "means" : "proportions")}; "
                + $"the metric is a {(_metric.IsProportion ? "proportion" : "mean")}.";
        }

        if (_formula == SampleSizeFormula.SimpleSixteen)
        {
            bool fits = _design is { Alpha: 0.05, Power: 0.8, TreatmentPerControl: 1, Hypothesis: TestHypothesis.Difference }
                && IsFixedHorizon;
            return fits ? null : Sixteen;
        }

        if (!IsFixedHorizon
            && _formula is not (SampleSizeFormula.UnpooledNormal or SampleSizeFormula.ArcSine or SampleSizeFormula.Normal))
        {
            return $"{_formula} is for a test that is judged once (StoppingRule.FixedHorizon); this one is judged {_design.Stopping}.";
        }

        bool ignoresMargin = _formula
            is SampleSizeFormula.PooledNormal or SampleSizeFormula.BaselineNormal or SampleSizeFormula.ArcSine;
        return IsNonInferiority && ignoresMargin
            ? $"{_formula} does not support a margin; use {SampleSizeFormula.UnpooledNormal} for non-inferiority."
            : null;
    }

    private string Method()
    {
        string hypothesis = _design.Hypothesis switch
        {
            TestHypothesis.OneSided => Check.Text($"one-sided at {_design.Alpha}"),
            TestHypothesis.NonInferiority => Check.Text($"non-inferiority, one-sided at {_design.Alpha / 2}"),
            _ => Check.Text($"two-sided at {_design.Alpha}"),
        };
        return $"{_formula}, {hypothesis}, judged {_design.Stopping}";
    }
}
