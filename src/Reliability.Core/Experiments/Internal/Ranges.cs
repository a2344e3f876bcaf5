namespace Reliability.Experiments.Internal;

/// <summary>
/// The range of each variant on the line of hash values, with an inclusive start and an exclusive end. The integers, floats and doubles of
/// all vendors are exact as doubles.
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

    /// <summary>Initializes a new instance of the <see cref="Ranges"/> class with consecutive ranges from 0.</summary>
    public Ranges(double[] ends)
        : this([0, .. ends.AsSpan(0, ends.Length - 1)], ends)
    {
    }

    /// <summary>Creates consecutive ranges from 0. Widths that are integers add up exactly.</summary>
    public static Ranges OfWidths(IEnumerable<double> widths)
    {
        double end = 0;
        return new Ranges([.. widths.Select(width => end += width)]);
    }

    /// <summary>Returns the variant at a position of the line, or -1 for none.</summary>
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
