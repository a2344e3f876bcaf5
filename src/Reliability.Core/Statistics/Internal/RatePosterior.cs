namespace Reliability.Statistics.Internal;

/// <summary>The posterior of a rate: Beta(alpha + successes, beta + failures).</summary>
internal readonly struct RatePosterior(long successes, long failures, BetaPrior prior)
{
    private readonly long _successes = successes;
    private readonly long _failures = failures;
    private readonly double _a = prior.Alpha + successes;
    private readonly double _b = prior.Beta + failures;

    private double Size => _a + _b;

    /// <summary>Returns the mean of this posterior minus the mean of another.</summary>
    public double Lead(RatePosterior other) => Cross(other) / Size / other.Size;

    /// <summary>
    /// Returns the probability that this rate exceeds the other, whose mean must not be smaller, and the mean of the excess where it does.
    /// </summary>
    public (double Chance, double Gain) Above(RatePosterior other)
    {
        double off = Cross(other) / _b / other._a;
        double logOddsRatio = off > -0.5 ? Elementary.Log1P(off) : Math.Log(_a / _b) - Math.Log(other._a / other._b);
        return new LogOddsDifference(_a, _b, other._a, other._b, logOddsRatio).Above(Lead(other));
    }

    /// <summary>
    /// Returns a·d - b·c of the two posteriors. The part that comes from the counts is exact, because the remainder may be small relative
    /// to both products.
    /// </summary>
    private double Cross(RatePosterior other) =>
        (double)(((Int128)_successes * other._failures) - ((Int128)_failures * other._successes))
            + (prior.Alpha * (other._failures - _failures)) + (prior.Beta * (_successes - other._successes));
}
