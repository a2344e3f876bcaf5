using System.Numerics.Tensors;
using Reliability.Statistics;

namespace Reliability.Trends.Internal;

/// <summary>Looks for a season.</summary>
internal static class Season
{
    public static SeasonalPattern Of(TrendGrid grid, int period, TrendOptions options)
    {
        SeasonalityResult found = SeasonalityTest.Test(grid.Positions, grid.Values, period, options.SeasonalityLevel);
        return new SeasonalPattern
        {
            State = found.State,
            PValue = found.PValue,
            Strength = found.Strength,
            Correlation = Correlation(grid, period),
            Profile = found.Profile,
        };
    }

    /// <summary>
    /// Returns the autocorrelation at a distance, over the pairs of points that exist, after removal of the line of least squares: a trend
    /// would correlate at every distance. The sum of products is divided by that of all squares, so it is never outside -1 to 1 by more
    /// than missing points can make it, and it is limited to that range.
    /// </summary>
    private static double? Correlation(TrendGrid grid, int lag)
    {
        int n = grid.Positions.Length;
        if (n < 3 || n <= lag)
        {
            return null;
        }

        double[] rest = new double[n];
        TensorPrimitives.ConvertTruncating<int, double>(grid.Positions, rest);
        LinearFit line = LinearRegression.Fit(rest, grid.Values);
        for (int i = 0; i < n; i++)
        {
            rest[i] = grid.Values[i] - line.Predict(rest[i]);
        }

        double scale = Math.Abs(TensorPrimitives.MaxMagnitude<double>(rest));
        if (scale == 0 || !double.IsFinite(scale))
        {
            return null;
        }

        TensorPrimitives.Divide(rest, scale, rest);
        double squares = TensorPrimitives.SumOfSquares<double>(rest);
        double products = 0;
        int j = 0;
        for (int i = 0; i < n; i++)
        {
            while (j < n && grid.Positions[j] < grid.Positions[i] + lag)
            {
                j++;
            }

            if (j < n && grid.Positions[j] == grid.Positions[i] + lag)
            {
                products += rest[i] * rest[j];
            }
        }

        return Math.Clamp(products / squares, -1, 1);
    }
}
