namespace Reliability.Statistics.Internal;

/// <summary>The rule of Gauss and Legendre with 40 nodes for the interval 0 to 1.</summary>
internal static class Quadrature
{
    private static readonly (double[] Nodes, double[] Weights) Rule = GaussLegendre(40);

    public static ReadOnlySpan<double> Nodes => Rule.Nodes;

    public static ReadOnlySpan<double> Weights => Rule.Weights;

    /// <summary>By Newton's method on the Legendre polynomial.</summary>
    private static (double[] Nodes, double[] Weights) GaussLegendre(int count)
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
