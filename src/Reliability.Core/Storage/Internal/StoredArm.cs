using System.Runtime.InteropServices;

namespace Reliability.Storage.Internal;

/// <summary>The running sums of one arm.</summary>
internal sealed class StoredArm
{
    private readonly Dictionary<string, MetricSums> _metrics = new(StringComparer.Ordinal);

    public long Units { get; set; }

    /// <summary>Returns a value that is limited to the finite range, so that no later difference is NaN.</summary>
    public static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);

    public void Change(string metric, int units, in UnitMetric old, in UnitMetric now)
    {
        ref MetricSums sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_metrics, metric, out _);
        sums = new MetricSums
        {
            Metric = metric,
            Units = sums.Units + units,
            X = Finite(sums.X + (now.X - old.X)),
            XX = Finite(sums.XX + (Finite(now.X * now.X) - Finite(old.X * old.X))),
            Y = Finite(sums.Y + (now.Y - old.Y)),
            YY = Finite(sums.YY + (Finite(now.Y * now.Y) - Finite(old.Y * old.Y))),
            XY = Finite(sums.XY + (Finite(now.X * now.Y) - Finite(old.X * old.Y))),
        };
        if (sums.Units == 0)
        {
            // Without units, the sums would hold only rounding errors.
            _metrics.Remove(metric);
        }
    }

    /// <summary>Removes a unit and all its values.</summary>
    public void Remove(StoredUnit unit)
    {
        Units--;
        foreach ((string metric, UnitMetric did) in unit.Metrics)
        {
            Change(metric, -1, did, default);
        }
    }

    public static StoredArm Of(ArmSummary summary)
    {
        var arm = new StoredArm { Units = summary.Units };
        foreach (MetricSums sums in summary.Metrics)
        {
            arm._metrics.Add(sums.Metric, sums);
        }

        return arm;
    }

    public ArmSummary Summarize(string variant) =>
        new() { Variant = variant, Units = Units, Metrics = [.. _metrics.Values.OrderBy(sums => sums.Metric, StringComparer.Ordinal)] };
}
