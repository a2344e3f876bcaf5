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

    private static readonly double[] Nodes = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    private static readonly double[] Weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

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
        double[] at = new double[panels * 8];
        double[] mass = new double[at.Length];
        double scale = 1 / (deviation * Math.Sqrt(2 * Math.PI));
        for (int i = 0; i < at.Length; i++)
        {
            double node = Nodes[i % 8 / 2];
            double middle = -end + (((2 * (i / 8)) + 1) * half);
            at[i] = middle + ((i & 1) == 0 ? -node * half : node * half);
            mass[i] = Weights[i % 8 / 2] * half * scale * Density(at[i], deviation);
        }

        (_at, _mass, _time) = (at, mass, time);
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

    private double Beyond(double time, double value)
    {
        double deviation = Math.Sqrt(time - _time);
        double sum = 0;
        for (int i = 0; i < _at.Length; i++)
        {
            sum += _mass[i] * Distributions.NormalSurvival((value - _at[i]) / deviation);
        }

        return sum;
    }
}
