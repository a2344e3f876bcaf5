namespace Reliability.Statistics.Internal;

/// <summary>
/// Minimizes a function of a few variables in the unit cube without derivatives, always in the same steps. J. A. Nelder, R. Mead (1965);
/// points outside of the cube are moved to its surface (M. J. Box 1965).
/// </summary>
internal static class NelderMead
{
    /// <summary>Returns the best point. The function is called about 80 times for each variable at most.</summary>
    public static double[] Minimize(Func<double[], double> function, double[] start, double edge)
    {
        int n = start.Length;
        double[][] points = new double[n + 1][];
        double[] costs = new double[n + 1];
        for (int i = 0; i <= n; i++)
        {
            points[i] = [.. start];
            if (i > 0)
            {
                points[i][i - 1] += start[i - 1] > 0.5 ? -edge : edge;
            }

            costs[i] = function(points[i]);
        }

        for (int step = 0; step < 40 * n; step++)
        {
            // Sorting is stable, so that ties do not depend on the order of earlier steps.
            Sort(points, costs);
            if (IsSmall(points, costs))
            {
                break;
            }

            double[] far = Towards(points, -1);
            double cost = function(far);
            if (cost < costs[0])
            {
                double[] farther = Towards(points, -2);
                double farCost = function(farther);
                (points[n], costs[n]) = farCost < cost ? (farther, farCost) : (far, cost);
            }
            else if (cost < costs[n - 1])
            {
                (points[n], costs[n]) = (far, cost);
            }
            else
            {
                double[] near = Towards(points, cost < costs[n] ? -0.5 : 0.5);
                double nearCost = function(near);
                if (nearCost < Math.Min(cost, costs[n]))
                {
                    (points[n], costs[n]) = (near, nearCost);
                }
                else
                {
                    Shrink(function, points, costs);
                }
            }
        }

        Sort(points, costs);
        return points[0];
    }

    private static bool IsSmall(double[][] points, double[] costs)
    {
        double width = 0;
        for (int i = 0; i < points[0].Length; i++)
        {
            width = Math.Max(width, Math.Abs(points[^1][i] - points[0][i]));
        }

        return width < 1e-5 && !(costs[^1] - costs[0] > 1e-9 * Math.Abs(costs[0]));
    }

    /// <summary>Returns the point at a distance from the centre of all but the worst point, in units of the way to the worst.</summary>
    private static double[] Towards(double[][] points, double distance)
    {
        int n = points.Length - 1;
        double[] result = new double[n];
        for (int i = 0; i < n; i++)
        {
            double centre = 0;
            for (int k = 0; k < n; k++)
            {
                centre += points[k][i] / n;
            }

            result[i] = Math.Clamp(centre + (distance * (points[n][i] - centre)), 0, 1);
        }

        return result;
    }

    private static void Shrink(Func<double[], double> function, double[][] points, double[] costs)
    {
        for (int k = 1; k < points.Length; k++)
        {
            for (int i = 0; i < points[k].Length; i++)
            {
                points[k][i] = (points[k][i] + points[0][i]) / 2;
            }

            costs[k] = function(points[k]);
        }
    }

    private static void Sort(double[][] points, double[] costs)
    {
        for (int i = 1; i < costs.Length; i++)
        {
            for (int k = i; k > 0 && costs[k] < costs[k - 1]; k--)
            {
                (costs[k], costs[k - 1]) = (costs[k - 1], costs[k]);
                (points[k], points[k - 1]) = (points[k - 1], points[k]);
            }
        }
    }
}
