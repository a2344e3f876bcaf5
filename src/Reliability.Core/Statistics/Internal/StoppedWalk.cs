namespace Reliability.Statistics.Internal;

/// <summary>
/// A walk that stops at the looks where it lies beyond their boundaries, for any drift. The driftless walk is computed once.
/// </summary>
internal sealed class StoppedWalk
{
    private readonly (ContinuingWalk Before, double Time, double Value)[] _looks;

    /// <summary>
    /// Initializes a new instance of the <see cref="StoppedWalk"/> class and computes the walk through the looks, in order, with their
    /// boundaries of |z|.
    /// </summary>
    public StoppedWalk(IReadOnlyList<(double Time, double Boundary)> looks)
    {
        _looks = new (ContinuingWalk, double, double)[looks.Count];
        var walk = new ContinuingWalk();
        for (int i = 0; i < looks.Count; i++)
        {
            (double time, double boundary) = looks[i];
            _looks[i] = (walk.Copy(), time, boundary * Math.Sqrt(time));
            if (i + 1 < looks.Count)
            {
                walk.GoOn(time, boundary, looks[i + 1].Time - time);
            }
        }
    }

    /// <summary>Returns the probability of a stop beyond the upper boundary, or beyond either boundary.</summary>
    public double Crossing(double drift, bool bothTails)
    {
        (ContinuingWalk before, double time, double value) = _looks[^1];
        double crossed = 1 - (before.Beyond(time, -value, drift) - before.Beyond(time, value, drift));
        if (!bothTails)
        {
            crossed -= _looks.Sum(look => look.Before.Beyond(look.Time, look.Value, -drift));
        }

        return Math.Clamp(crossed, 0, 1);
    }
}
