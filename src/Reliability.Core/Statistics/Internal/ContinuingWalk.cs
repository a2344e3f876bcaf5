namespace Reliability.Statistics.Internal;

/// <summary>
/// A Brownian motion that stops at the looks where it lies beyond a boundary. Holds the density of the paths that continue, on the nodes of
/// a composite Gauss-Legendre rule whose panels are no wider than the standard deviation of a step.
/// </summary>
internal sealed class ContinuingWalk
{
    private const double Farthest = 38;

    // Beyond 12 standard deviations, the density is smaller than the last bit of any result.
    private const double Edge = 12;

    private double[] _at = [0];
    private double[] _mass = [1];
    private double _time;

    /// <summary>Returns the boundary of |z| at a time that a path first crosses upwards with this probability.</summary>
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

    /// <summary>Stops the paths beyond the boundary at a time. <paramref name="next"/> is the length of the next step.</summary>
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

    /// <summary>Returns an independent copy of the current state.</summary>
    public ContinuingWalk Copy() => (ContinuingWalk)MemberwiseClone();

    /// <summary>
    /// Returns the probability that a path with a drift continues until now and then lies above a value at a time. By Girsanov's theorem,
    /// each path is exp(drift·at - drift²·time/2) times as likely with the drift as without it, and so are the paths that end at a node.
    /// </summary>
    public double Beyond(double time, double value, double drift = 0)
    {
        double deviation = Math.Sqrt(time - _time);
        double rest = value - (drift * (time - _time));
        double sum = 0;
        for (int i = 0; i < _at.Length; i++)
        {
            double likelihoodRatio = Math.Exp(drift * (_at[i] - (drift * _time / 2)));
            sum += _mass[i] * likelihoodRatio * DistributionFunctions.NormalSurvival((rest - _at[i]) / deviation);
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
