namespace Reliability.Statistics.Internal;

/// <summary>
/// Divides a series into levels: the best change or the best arc of a segment divides it if its p-value is small enough, then the same
/// happens in the parts (circular binary segmentation, Olshen and Venkatraman, 2004). Afterwards each change moves to its best place
/// between its neighbours, and changes that are no longer significant there are removed.
/// </summary>
internal sealed class LevelSearch(double[] values, int minimum)
{
    // Of the probability of a false alarm, arcs get this share. They are clear in most cases, while single changes need the power.
    private const double ArcShare = 0.05;
    private const int RefiningPasses = 3;

    private readonly LevelScan _scan = new(values);
    private readonly ChangeLocation _location = new(values.Length);

    /// <summary>Returns the changes, sorted.</summary>
    /// <param name="falseAlarm">The probability of a false alarm in the whole series.</param>
    /// <param name="inflation">The factor by which autocorrelation increases the variance of means.</param>
    public List<LevelChange> Find(double falseAlarm, double inflation)
    {
        int n = values.Length;
        var at = new List<int>();
        var open = new Stack<(int From, int To)>();
        open.Push((0, n));
        while (open.TryPop(out (int From, int To) segment))
        {
            int length = segment.To - segment.From;
            if (length < 2 * minimum)
            {
                continue;
            }

            // The levels of the tests in the parts add up to that of the whole series.
            if (Divide(segment.From, segment.To, falseAlarm * length / n, inflation) is not (int first, int last))
            {
                continue;
            }

            at.Add(first);
            open.Push((segment.From, first));
            if (last > first)
            {
                at.Add(last);
                open.Push((first, last));
            }

            open.Push((last, segment.To));
        }

        at.Sort();
        return Refine(at, falseAlarm, inflation);
    }

    /// <summary>Returns the index of the best single change of the whole series, whether it is significant or not.</summary>
    public int BestChange()
    {
        _scan.Prepare(0, values.Length);
        _scan.FindChange(minimum);
        return _scan.Change;
    }

    private (int First, int Last)? Divide(int from, int to, double level, double inflation)
    {
        _scan.Prepare(from, to);
        if (_scan.Total == 0)
        {
            return null;
        }

        _scan.FindChange(minimum);
        _scan.FindArc(minimum);
        double change = Statistic(_scan.ChangeSquares, inflation);
        double arc = Statistic(_scan.ArcSquares, inflation);
        bool isChange = MaxStatistic.ChangePValue(change, _scan.Length, minimum) < level * (1 - ArcShare);
        bool isArc = arc > change && MaxStatistic.ArcPValue(arc, _scan.Length, minimum) < level * ArcShare;
        if (isArc && isChange)
        {
            // The arc has one more place to choose, and must describe the values better by more than that gives.
            double gain = _scan.Length / 2.0 / inflation
                * Math.Log((_scan.Total - _scan.ChangeSquares) / Math.Max(double.Epsilon, _scan.Total - _scan.ArcSquares));
            isArc = gain > Math.Log(_scan.Length);
        }

        return isArc ? (from + _scan.ArcFrom, from + _scan.ArcTo) : isChange ? (from + _scan.Change, from + _scan.Change) : null;
    }

    private double Statistic(double squares, double inflation)
    {
        // The rest of an exact description is rounding.
        double within = Math.Max(_scan.Total - squares, 1e-24 * _scan.Total);
        return Math.Sqrt(squares * (_scan.Length - 2) / within / inflation);
    }

    private List<LevelChange> Refine(List<int> at, double level, double inflation)
    {
        var changes = new List<LevelChange>(at.Count);
        for (int pass = 0; pass < RefiningPasses; pass++)
        {
            bool moved = false;
            changes.Clear();
            int weakest = -1;
            for (int i = 0; i < at.Count; i++)
            {
                int from = i == 0 ? 0 : at[i - 1];
                int to = i == at.Count - 1 ? values.Length : at[i + 1];
                _scan.Prepare(from, to);
                _scan.FindChange(minimum);
                double p = MaxStatistic.ChangePValue(Statistic(_scan.ChangeSquares, inflation), _scan.Length, minimum);
                LevelChange change = _location.Of(_scan, from, minimum, inflation, p);
                moved |= change.At != at[i];
                at[i] = change.At;
                changes.Add(change);
                weakest = weakest < 0 || p > changes[weakest].PValue ? i : weakest;
            }

            if (weakest >= 0 && changes[weakest].PValue > level)
            {
                at.RemoveAt(weakest);
                changes.RemoveAt(weakest);
                pass = -1;
                continue;
            }

            if (!moved)
            {
                break;
            }
        }

        return changes;
    }
}
