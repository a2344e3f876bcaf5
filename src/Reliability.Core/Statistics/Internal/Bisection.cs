namespace Reliability.Statistics.Internal;

/// <summary>Finds where something that holds inside ceases to hold on the way outside.</summary>
internal static class Bisection
{
    /// <summary>The last point where it holds and the first where it does not, as near to each other as so many halvings bring them.</summary>
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
