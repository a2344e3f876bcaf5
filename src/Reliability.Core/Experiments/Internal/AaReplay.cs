using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Assigns units with one seed after the other, and counts false positives.</summary>
internal sealed class AaReplay
{
    private readonly AssignmentDefinition _assignment;
    private readonly IReadOnlyList<string> _units;
    private readonly double[] _outcomes;
    private readonly bool _isProportion;
    private readonly double _alpha;
    private readonly int _control;
    private readonly double[] _weights;
    private readonly List<long> _alarms = [];

    public AaReplay(
        AssignmentDefinition assignment,
        IReadOnlyList<string> units,
        Func<string, double> outcome,
        double alpha,
        int control)
    {
        (_assignment, _units, _alpha, _control) = (assignment, units, alpha, control);
        _outcomes = [.. units.Select(outcome)];
        int wrong = Array.FindIndex(_outcomes, o => !double.IsFinite(o));
        if (wrong >= 0)
        {
            throw Check.OutOfRange(
                _outcomes[wrong],
                $"The outcome of a unit must be a finite number; that of '{units[wrong]}' is not.",
                nameof(outcome));
        }

        _isProportion = _outcomes.All(o => o is 0 or 1);
        _weights = [.. assignment.Variants.Select(v => v.Weight)];
    }

    public long Tests { get; private set; }

    public long FalsePositives { get; private set; }

    public int RatioAlarms { get; private set; }

    public void Run(string seed, sbyte[]? places)
    {
        var assigner = VariantAssigner.Create(_assignment with { Seed = seed });
        var sums = new SampleSums[_weights.Length];
        for (int i = 0; i < _units.Count; i++)
        {
            int place = assigner.Assign(_units[i]);
            if (places is not null)
            {
                places[i] = (sbyte)place;
            }

            if (place >= 0)
            {
                sums[place] = sums[place].With(_outcomes[i]);
            }
        }

        long before = FalsePositives;
        RatioAlarms += SampleRatio.Fixed([.. sums.Select(s => s.Units)], _weights).IsMismatch ? 1 : 0;
        for (int arm = 0; arm < sums.Length; arm++)
        {
            if (arm != _control && _weights[arm] > 0)
            {
                Tests++;
                FalsePositives += IsEffect(sums[_control], sums[arm]) ? 1 : 0;
            }
        }

        _alarms.Add(FalsePositives - before);
    }

    /// <summary>
    /// Returns Wilson's interval for the number of independent tests with the same precision. The false positives of one replay are
    /// correlated, because its arms share the control.
    /// </summary>
    public ConfidenceInterval Interval()
    {
        double each = (double)Tests / _alarms.Count;
        double rate = (double)FalsePositives / Tests;
        double among = _alarms.Average(n => (n - (each * rate)) * (n - (each * rate)));
        double alone = each * rate * (1 - rate);
        long tests = alone > 0 && among > alone ? Math.Max(1, (long)(Tests * (alone / among))) : Tests;
        return new Proportion((long)Math.Round(rate * tests), tests).Wilson(0.001);
    }

    private bool IsEffect(SampleSums control, SampleSums treatment)
    {
        if (control.Units == 0 || treatment.Units == 0)
        {
            return false;
        }

        return (_isProportion
            ? TwoSample.Proportions(
                new Proportion((long)control.X, control.Units),
                new Proportion((long)treatment.X, treatment.Units),
                _alpha)
            : TwoSample.Means(control, treatment, _alpha)).IsSignificant;
    }
}
