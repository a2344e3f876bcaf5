namespace Reliability.Experiments.Internal;

/// <summary>
/// The stretch of each variant on the line that a hash falls on: from its start, before its end. Whole numbers, floats and doubles of the vendors all
/// are exact as doubles.
/// </summary>
internal sealed class Ranges
{
    private readonly double[] _starts;
    private readonly double[] _ends;

    public Ranges(double[] starts, double[] ends)
    {
        _starts = starts;
        _ends = ends;
    }

    /// <summary>One stretch after the other, from 0.</summary>
    public Ranges(double[] ends)
        : this([0, .. ends.AsSpan(0, ends.Length - 1)], ends)
    {
    }

    /// <summary>One stretch after the other, from 0; widths that are whole numbers add up exactly.</summary>
    public static Ranges OfWidths(IEnumerable<double> widths)
    {
        double end = 0;
        return new Ranges([.. widths.Select(width => end += width)]);
    }

    /// <summary>The variant of a place on the line; -1 for none.</summary>
    public int Of(double at)
    {
        for (int i = 0; i < _starts.Length; i++)
        {
            if (at >= _starts[i] && at < _ends[i])
            {
                return i;
            }
        }

        return -1;
    }
}
