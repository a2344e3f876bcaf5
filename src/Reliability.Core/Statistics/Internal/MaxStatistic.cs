namespace Reliability.Statistics.Internal;

/// <summary>
/// The distribution of the largest t statistic of all changes or of all arcs of a segment of independent normal values. The probability of
/// a larger one is that of Student's t for a single place, times the effective number of places. That number depends on the length of the
/// segment in units of the shortest allowed level, and slowly on the probability. The table of its logarithm is simulated.
/// </summary>
internal static class MaxStatistic
{
    /// <summary>Returns the probability of a larger t statistic of the best change in a segment without one.</summary>
    public static double ChangePValue(double t, int length, int minimum) => PValue(t, length, minimum, MaxStatisticTable.Change);

    /// <summary>Returns the probability of a larger t statistic of the best arc in a segment without one.</summary>
    public static double ArcPValue(double t, int length, int minimum) => PValue(t, length, minimum, MaxStatisticTable.Arc);

    private static double PValue(double t, int length, int minimum, ReadOnlySpan<double> table)
    {
        double single = 2 * DistributionFunctions.StudentSurvival(t, length - 2);
        if (single <= 0)
        {
            return 0;
        }

        double places = Math.Exp(LogPlaces(-Math.Log10(single), length * (4.0 / minimum), table));
        return Math.Min(1, single * places);
    }

    private static double LogPlaces(double exponent, double length, ReadOnlySpan<double> table)
    {
        ReadOnlySpan<double> lengths = MaxStatisticTable.LogLengths;
        ReadOnlySpan<double> exponents = MaxStatisticTable.Exponents;
        double logLength = Math.Log(length);
        int row = 0;
        while (row < lengths.Length - 2 && lengths[row + 1] < logLength)
        {
            row++;
        }

        // Linear in the logarithm of the exponent, because the number of places grows as a power of t squared.
        double logExponent = Math.Log(Math.Max(exponents[0], exponent));
        int column = 0;
        while (column < exponents.Length - 2 && exponents[column + 1] < exponent)
        {
            column++;
        }

        double low = Math.Log(exponents[column]);
        double across = (logExponent - low) / (Math.Log(exponents[column + 1]) - low);
        double down = Math.Max(0, (logLength - lengths[row]) / (lengths[row + 1] - lengths[row]));
        double upper = Between(table.Slice(row * exponents.Length, exponents.Length), column, across);
        double lower = Between(table.Slice((row + 1) * exponents.Length, exponents.Length), column, across);
        return upper + ((lower - upper) * down);
    }

    private static double Between(ReadOnlySpan<double> row, int column, double share) =>
        row[column] + ((row[column + 1] - row[column]) * share);
}
