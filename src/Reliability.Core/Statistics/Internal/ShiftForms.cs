namespace Reliability.Statistics.Internal;

/// <summary>
/// Turns changes of the level into shifts: their levels, the least effect, and whether they are steps, ramps or transient.
/// </summary>
internal sealed class ShiftForms(double[] values, ChangePointOptions options, SeriesValues series, double autocorrelation)
{
    // A ramp has one more parameter than a step, its length, and must describe the values better by more than that gives.
    private const double RampMargin = 4;

    // Each further step has two more parameters than the ramp.
    private const double RampMarginEach = 4;
    private const int MinRampLength = 6;

    private readonly double _inflation = (1 + autocorrelation) / (1 - autocorrelation);

    public List<Shift> Describe(IReadOnlyList<LevelChange> found)
    {
        var changes = new List<LevelChange>(found);
        RemoveSmall(changes);
        double[] levels = Levels(changes);
        var shifts = new List<Shift>(changes.Count);
        for (int i = 0; i < changes.Count; i++)
        {
            // Steps up, or down, that follow each other may be one ramp. The longest such run is tried first.
            int last = i;
            while (last + 1 < changes.Count && (levels[last + 2] > levels[last + 1]) == (levels[i + 1] > levels[i]))
            {
                last++;
            }

            (int Begin, int End)? ramp = null;
            bool isTransient = IsTransient(changes, levels, i);
            for (; !isTransient && ramp is null && last >= i; last--)
            {
                ramp = Ramp(changes, i, last);
            }

            last = ramp is null ? i : last + 1;
            LevelChange change = changes[i];
            shifts.Add(new Shift
            {
                Index = ramp?.Begin ?? change.At,
                From = ramp?.Begin ?? change.From,
                To = ramp?.End ?? change.To,
                Kind = ramp is not null ? ShiftKind.Ramp : isTransient ? ShiftKind.Transient : ShiftKind.Step,
                Size = series.Restore(levels[last + 1] - levels[i]),
                Before = series.RestoreLevel(levels[i]),
                After = series.RestoreLevel(levels[last + 1]),
                PValue = changes.GetRange(i, last - i + 1).Min(one => one.PValue),
            });
            i = last;
        }

        return shifts;
    }

    private double[] Levels(List<LevelChange> changes)
    {
        var levels = new double[changes.Count + 1];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = Mean(i == 0 ? 0 : changes[i - 1].At, i == changes.Count ? values.Length : changes[i].At);
        }

        return levels;
    }

    private double Mean(int from, int to)
    {
        double sum = 0;
        for (int i = from; i < to; i++)
        {
            sum += values[i];
        }

        return sum / (to - from);
    }

    private void RemoveSmall(List<LevelChange> changes)
    {
        while (changes.Count > 0 && (options.MinEffect > 0 || options.MinRelativeEffect > 0))
        {
            double[] levels = Levels(changes);
            int smallest = -1;
            double least = 1;
            for (int i = 0; i < changes.Count; i++)
            {
                double size = Math.Abs(series.Restore(levels[i + 1] - levels[i]));
                double needed = Math.Max(
                    options.MinEffect, options.MinRelativeEffect * Math.Abs(series.RestoreLevel(levels[i])));
                double ratio = needed == 0 ? double.PositiveInfinity : size / needed;
                (smallest, least) = ratio < least ? (i, ratio) : (smallest, least);
            }

            if (smallest < 0)
            {
                return;
            }

            changes.RemoveAt(smallest);
        }
    }

    /// <summary>
    /// Returns whether the level returns after this shift, or this shift is the return: a short segment between two shifts, around which
    /// the levels differ by less than half of the smaller shift, or a last shift after which the most recent points are back.
    /// </summary>
    private bool IsTransient(List<LevelChange> changes, double[] levels, int i)
    {
        int longest = Math.Max(3 * options.RecentPoints, values.Length / 10);
        bool Returns(int first) =>
            first >= 0 && first + 1 < changes.Count
            && changes[first + 1].At - changes[first].At <= longest
            && (levels[first + 1] > levels[first]) != (levels[first + 2] > levels[first + 1])
            && Math.Abs(levels[first + 2] - levels[first]) < 0.5
                * Math.Min(Math.Abs(levels[first + 1] - levels[first]), Math.Abs(levels[first + 2] - levels[first + 1]));
        if (Returns(i) || Returns(i - 1))
        {
            return true;
        }

        int recent = options.RecentPoints;
        int at = changes[i].At;
        if (i != changes.Count - 1 || values.Length - at <= recent)
        {
            return false;
        }

        // Back means nearer to the level before than to the level that the shift had until then, by all of the most recent points.
        double until = Mean(at, values.Length - recent);
        double middle = (levels[i] + until) / 2;
        for (int j = values.Length - recent; j < values.Length; j++)
        {
            if (values[j] > middle == until > middle)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Returns the extent of a gradual change in place of one or more steps, if that describes the values between the neighbours better.
    /// </summary>
    private (int Begin, int End)? Ramp(List<LevelChange> changes, int first, int last)
    {
        int from = first == 0 ? 0 : changes[first - 1].At;
        int to = last == changes.Count - 1 ? values.Length : changes[last + 1].At;
        int n = to - from;
        if (n < 3 * MinRampLength)
        {
            return null;
        }

        double mean = Mean(from, to);
        double total = 0;
        var sums = new double[n + 1];
        var moments = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            double off = values[from + i] - mean;
            total += off * off;
            sums[i + 1] = sums[i] + off;
            moments[i + 1] = moments[i] + (off * i);
        }

        double steps = 0;
        for (int i = first; i <= last + 1; i++)
        {
            int begin = i == first ? 0 : changes[i - 1].At - from;
            int end = i == last + 1 ? n : changes[i].At - from;
            steps += (sums[end] - sums[begin]) * (sums[end] - sums[begin]) / (end - begin);
        }

        (double most, (int, int)? best) = BestRamp(sums, moments, from);
        double gain = n / 2.0 / _inflation * Math.Log(
            Math.Max(total - steps, 1e-24 * total) / Math.Max(total - most, 1e-24 * total));
        return gain > RampMargin - (RampMarginEach * (last - first)) ? best : null;
    }

    private static (double Squares, (int Begin, int End)? At) BestRamp(double[] sums, double[] moments, int from)
    {
        int n = sums.Length - 1;
        double most = 0;
        (int, int)? best = null;
        for (int length = MinRampLength; length <= n; length += Math.Max(1, length / 5))
        {
            for (int begin = 0; begin <= n - length; begin += Math.Max(1, length / 8))
            {
                // The ramp takes the values (j + 1/2) / length at its j-th point, and 1 after it.
                int end = begin + length;
                double inside = (moments[end] - moments[begin] - ((begin - 0.5) * (sums[end] - sums[begin]))) / length;
                double product = inside - sums[end];
                double ramp = (length / 2.0) + n - end;
                double squares = (length / 3.0) - (1 / (12.0 * length)) + n - end - (ramp * ramp / n);
                double explained = product * product / squares;
                (most, best) = explained > most ? (explained, (from + begin, from + end - 1)) : (most, best);
            }
        }

        return (most, best);
    }
}
