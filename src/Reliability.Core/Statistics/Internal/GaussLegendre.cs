namespace Reliability.Statistics.Internal;

/// <summary>The Gauss-Legendre rule of 8 points, to be used panel by panel.</summary>
internal static class GaussLegendre
{
    public const int Points = 8;

    private static readonly double[] Nodes = [0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    private static readonly double[] Weights = [0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

    /// <summary>Point <paramref name="i"/>, 0 to 7, of the panel around a middle.</summary>
    public static (double At, double Weight) Point(double middle, double half, int i)
    {
        double off = Nodes[i / 2] * half;
        return ((i & 1) == 0 ? middle - off : middle + off, Weights[i / 2] * half);
    }
}
