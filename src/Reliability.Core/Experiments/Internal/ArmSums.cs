using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>The sums of the arms of an experiment, in the order of its definition.</summary>
internal sealed class ArmSums
{
    private readonly ArmSummary?[] _arms;

    public ArmSums(ExperimentDefinition definition, EnrollmentSummary sums)
    {
        _arms = [.. definition.Variants.Select(v => sums.Arms.FirstOrDefault(a => a.Variant == v.Key))];
        Control = definition.Variants.TakeWhile(v => v.Key != definition.ControlKey).Count();
        Removed = [.. sums.Arms.Where(a => definition.Variants.All(v => v.Key != a.Variant))];
        Total = sums.Arms.Sum(a => a.Units);
    }

    public int Count => _arms.Length;

    /// <summary>Gets the index of the control.</summary>
    public int Control { get; }

    /// <summary>Gets the arms that hold units and are no longer in the definition.</summary>
    public IReadOnlyList<ArmSummary> Removed { get; }

    /// <summary>Gets the number of units of all arms, including removed ones.</summary>
    public long Total { get; }

    public bool HasEntries(string metric) => _arms.Any(arm => arm is not null && arm.Metrics.Any(m => m.Metric == metric));

    public long UnitsOf(int arm) => _arms[arm]?.Units ?? 0;

    /// <summary>Returns the number of units of an arm that have an entry of a metric.</summary>
    public long MeasuredOf(int arm, string metric) => Find(arm, metric).Units;

    public SampleSums Of(int arm, string metric)
    {
        MetricSums m = Find(arm, metric);
        return new SampleSums { Units = UnitsOf(arm), X = m.X, XX = m.XX, Y = m.Y, YY = m.YY, XY = m.XY };
    }

    private MetricSums Find(int arm, string metric)
    {
        foreach (MetricSums m in _arms[arm]?.Metrics ?? [])
        {
            if (m.Metric == metric)
            {
                return m;
            }
        }

        return default;
    }
}
