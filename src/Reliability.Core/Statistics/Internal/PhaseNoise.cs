namespace Reliability.Statistics.Internal;

/// <summary>
/// The noise of a series whose phases differ, such as hours of the day: how far values of each phase usually are from their neighbourhood,
/// and how far a value usually is from the one before it. A persistent series moves away from its neighbourhood by many small steps, and
/// back; an isolated value stands out from the values on both sides by more than the usual step.
/// </summary>
internal sealed class PhaseNoise
{
    /// <summary>The number of values of a phase below which all phases share one deviation.</summary>
    private const int MinValues = 10;

    private readonly int[] _positions;
    private readonly double[] _values;
    private readonly double[] _deviations;
    private readonly double _step;

    /// <summary>Initializes the noise of a series.</summary>
    /// <param name="positions">The positions of the values.</param>
    /// <param name="values">The values, which are copied.</param>
    /// <param name="distances">Their distances from their neighbourhood.</param>
    /// <param name="phaseCount">The number of phases.</param>
    public PhaseNoise(ReadOnlySpan<int> positions, ReadOnlySpan<double> values, ReadOnlySpan<double> distances, int phaseCount)
    {
        _positions = positions.ToArray();
        _values = values.ToArray();
        _deviations = ByPhase(distances, phaseCount);
        var steps = new List<double>(values.Length);
        for (int i = 1; i < values.Length; i++)
        {
            if (positions[i] == positions[i - 1] + 1)
            {
                steps.Add(Math.Abs(values[i] - values[i - 1]));
            }
        }

        _step = steps.Count < MinValues ? 0 : IsolatedPoints.Spread([.. steps]).Wide;
    }

    /// <summary>Returns the deviation of the phase of a value; 0 if a phase has too few values.</summary>
    public double DeviationAt(int index) => _deviations.Length == 0 ? 0 : _deviations[Phase(_positions[index], _deviations.Length)];

    /// <summary>
    /// Returns whether a value of a run stands out from the values before and after the run, in one direction, by more than so many usual
    /// steps.
    /// </summary>
    /// <param name="index">The index of the value.</param>
    /// <param name="start">The first index of the run.</param>
    /// <param name="end">The index after the run.</param>
    /// <param name="limit">The number of usual steps.</param>
    public bool StandsOut(int index, int start, int end, double limit)
    {
        double before = start > 0 ? _values[index] - _values[start - 1] : _values[index] - _values[end];
        double after = end < _values.Length ? _values[index] - _values[end] : before;
        return (before > 0) == (after > 0) && Math.Min(Math.Abs(before), Math.Abs(after)) > limit * _step;
    }

    private static int Phase(int position, int count) => ((position % count) + count) % count;

    private double[] ByPhase(ReadOnlySpan<double> distances, int phaseCount)
    {
        List<double>[] phases = [.. Enumerable.Range(0, phaseCount).Select(_ => new List<double>())];
        for (int i = 0; i < distances.Length; i++)
        {
            phases[Phase(_positions[i], phaseCount)].Add(distances[i]);
        }

        return phases.Any(phase => phase.Count < MinValues) ? [] : [.. phases.Select(phase => IsolatedPoints.Spread([.. phase]).Wide)];
    }
}
