
using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>Pearson's chi-square test of independence between two assignments of the same units.</summary>
internal readonly record struct Dependence(double ChiSquare, int Freedom)
{
    /// <summary>Gets chi-square divided by its degrees of freedom, which is about 1 if the assignments are independent.</summary>
    public double PerDegree => ChiSquare / Math.Max(1, Freedom);

    public double PValue => Freedom == 0 ? 1 : Distributions.ChiSquareSurvival(ChiSquare, Freedom);

    public static IEnumerable<Dependence> OfPairs(IReadOnlyList<sbyte[]> assignments, int arms)
    {
        for (int a = 0; a < assignments.Count; a++)
        {
            for (int b = a + 1; b < assignments.Count; b++)
            {
                yield return Of(assignments[a], assignments[b], arms + 1);
            }
        }
    }

    /// <summary>Index 0 holds the units that are in no arm.</summary>
    private static Dependence Of(sbyte[] first, sbyte[] second, int places)
    {
        long[] rows = new long[places];
        long[] columns = new long[places];
        long[,] cells = new long[places, places];
        for (int i = 0; i < first.Length; i++)
        {
            (int row, int column) = (first[i] + 1, second[i] + 1);
            rows[row]++;
            columns[column]++;
            cells[row, column]++;
        }

        double sum = 0;
        for (int row = 0; row < places; row++)
        {
            for (int column = 0; column < places; column++)
            {
                double expected = (double)rows[row] * columns[column] / first.Length;
                double off = cells[row, column] - expected;
                sum += expected > 0 ? off * off / expected : 0;
            }
        }

        return new Dependence(sum, (rows.Count(n => n > 0) - 1) * (columns.Count(n => n > 0) - 1));
    }
}
