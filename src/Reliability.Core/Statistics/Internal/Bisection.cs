namespace Reliability.Statistics.Internal;

/// <summary>Finds the boundary of an interval on which a condition holds.</summary>
internal static class Bisection
{
    /// <summary>
    /// Returns the last point where the condition holds and the first point where it does not, as close as the number of halvings allows.
    /// </summary>
    public static (double Inside, double Outside) Edge(double inside, double outside, Func<double, bool> holds, int halvings = 60)
    {
        for (int i = 0; i < halvings; i++)
        {
            double middle = (inside + outside) / 2;
            (inside, outside) = holds(middle) ? (middle, outside) : (inside, middle);
        }

        return (inside, outside);
    }
}
