namespace Reliability.Statistics.Internal;

/// <summary>
/// Brownian motion that is stopped at the looks where it lies beyond a boundary: the density of what goes on, on the nodes of a composite
/// Gauss-Legendre rule whose panels are no wider than the steps' standard deviations.
/// </summary>
internal sealed class ContinuingWalk
{
    private const double Farthest = 38;

    // Beyond 12 standard deviations a walk has less weight than the last bit of any result.
    private const double Edge = 12;

    private double[] _at = [0];
    private double[] _mass = [1];
    private double _time;

    /// <summary>The boundary of |z| at a time that a walk first passes, upwards, with this probability.</summary>
    public double Boundary(double time, double probability)
    {
        double low = 0;
        double high = Farthest;
        for (int i = 0; i < 80 && high - low > 1e-14 * high; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Beyond(time, middle * Math.Sqrt(time)) > probability ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Stops what lies beyond the boundary at a time; the next step is this long.</summary>
    public void GoOn(double time, double boundary, double next)
    {
        double end = Math.Min(boundary, Edge) * Math.Sqrt(time);
        double deviation = Math.Sqrt(time - _time);
        int panels = Math.Max(4, (int)Math.Ceiling(2 * end / Math.Min(deviation, Math.Sqrt(next))));
        double half = end / panels;
        double[] at = new double[panels * GaussLegendre.Eight.Count];
        double[] mass = new double[at.Length];
        double scale = 1 / (deviation * Math.Sqrt(2 * Math.PI));
        for (int i = 0; i < at.Length; i++)
        {
            (at[i], double weight) = GaussLegendre.Eight.Point(-end, half, i);
            mass[i] = weight * scale * Density(at[i], deviation);
        }

        (_at, _mass, _time) = (at, mass, time);
    }

    /// <summary>The walk as it is now, whatever becomes of this one.</summary>
    public ContinuingWalk Copy() => (ContinuingWalk)MemberwiseClone();

    /// <summary>
    /// How likely it is to go on until now and then to lie above a value at a time, when it has a drift: with one, each path is exp(drift·at - drift²·time/2) times as
    /// likely as without (Girsanov), and so are those that end at a node.
    /// </summary>
    public double Beyond(double time, double value, double drift = 0)
    {
        double deviation = Math.Sqrt(time - _time);
        double rest = value - (drift * (time - _time));
        double sum = 0;
        for (int i = 0; i < _at.Length; i++)
        {
            sum += _mass[i] * Math.Exp(drift * (_at[i] - (drift * _time / 2))) * DistributionFunctions.NormalSurvival((rest - _at[i]) / deviation);
        }

        return sum;
    }

    private double Density(double at, double deviation)
    {
        double sum = 0;
        for (int i = 0; i < _at.Length; i++)
        {
            double off = (at - _at[i]) / deviation;
            if (Math.Abs(off) < 14)
            {
                sum += _mass[i] * Math.Exp(-off * off / 2);
            }
        }

        return sum;
    }
}
