namespace Reliability.Statistics.Internal;

/// <summary>A Gauss-Legendre quadrature rule.</summary>
internal sealed class GaussLegendre
{
    private readonly double[] _nodes;
    private readonly double[] _weights;

    private GaussLegendre(int count) => (_nodes, _weights) = Rule(count);

    /// <summary>Gets the rule with 8 nodes, for use panel by panel.</summary>
    public static GaussLegendre Eight { get; } = new(8);

    /// <summary>Gets the rule with 40 nodes, for one smooth integral.</summary>
    public static GaussLegendre Forty { get; } = new(40);

    public int Count => _nodes.Length;

    /// <summary>Gets the nodes between 0 and 1, in ascending order.</summary>
    public ReadOnlySpan<double> Nodes => _nodes;

    /// <summary>Gets the weights, which sum to 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>
    /// Returns point <paramref name="i"/> over panels that are twice <paramref name="half"/> wide and begin at <paramref name="low"/>.
    /// </summary>
    public (double At, double Weight) Point(double low, double half, int i) =>
        (low + (2 * half * ((i / Count) + _nodes[i % Count])), 2 * half * _weights[i % Count]);

    /// <summary>Computes the nodes by Newton's method on the Legendre polynomial.</summary>
    private static (double[] Nodes, double[] Weights) Rule(int count)
    {
        double[] nodes = new double[count];
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 1;
            for (int round = 0; round < 10; round++)
            {
                (double last, double value) = (1, x);
                for (int n = 2; n <= count; n++)
                {
                    (last, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * last)) / n);
                }

                slope = count * ((x * value) - last) / ((x * x) - 1);
                x -= value / slope;
            }

            nodes[i] = (1 - x) / 2;
            weights[i] = 1 / ((1 - (x * x)) * slope * slope);
        }

        return (nodes, weights);
    }
}
