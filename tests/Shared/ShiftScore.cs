namespace Reliability.Tests.Shared;

/// <summary>What a search found in the series of a column: the share of series with an alarm, and F1.</summary>
internal sealed class ShiftScore
{
    private int _series;
    private int _alarms;
    private int _hits;
    private int _found;
    private int _true;

    /// <summary>Gets the share of series in which something was found.</summary>
    public double AlarmShare => (double)_alarms / _series;

    /// <summary>Gets 2 hits / (shifts found + true shifts). A hit lies within the tolerance of a true shift, each counted once.</summary>
    public double F1 => _found + _true == 0 ? 0 : 2.0 * _hits / (_found + _true);

    /// <summary>Gets half of the 99 % interval of a share.</summary>
    public static double HalfInterval(double share, int count) => 2.5758293035489 * Math.Sqrt(share * (1 - share) / count);

    public static ShiftScore Of(ShiftColumn column, int count, Func<double[], IReadOnlyList<int>> find)
    {
        var score = new ShiftScore();
        for (int number = 0; number < count; number++)
        {
            (double[] values, int[] shifts) = column.Series(number);
            score.Add(shifts, [.. find(values)]);
        }

        return score;
    }

    private void Add(int[] shifts, List<int> found)
    {
        _series++;
        _alarms += found.Count > 0 ? 1 : 0;
        _found += found.Count;
        _true += shifts.Length;
        foreach (int shift in shifts)
        {
            int hit = found.FindIndex(index => Math.Abs(index - shift) <= ShiftColumn.Tolerance);
            if (hit >= 0)
            {
                _hits++;
                found.RemoveAt(hit);
            }
        }
    }
}
