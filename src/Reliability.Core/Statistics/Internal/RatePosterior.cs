namespace Reliability.Statistics.Internal;

/// <summary>The posterior of a rate: Beta(alpha + successes, beta + failures).</summary>
internal readonly struct RatePosterior(long successes, long failures, BetaPrior prior)
{
    private readonly long _successes = successes;
    private readonly long _failures = failures;
    private readonly double _a = prior.Alpha + successes;
    private readonly double _b = prior.Beta + failures;

    private double Size => _a + _b;

    /// <summary>How much greater the mean of this posterior is than that of another.</summary>
    public double Lead(RatePosterior other) => Cross(other) / Size / other.Size;

    /// <summary>The chance that this rate is above the other, of no lesser mean, and the mean of what it is above where it is.</summary>
    public (double Chance, double Gain) Above(RatePosterior other)
    {
        double off = Cross(other) / _b / other._a;
        double logOddsRatio = off > -0.5 ? Elementary.Log1P(off) : Math.Log(_a / _b) - Math.Log(other._a / other._b);
        return new LogOddsDifference(_a, _b, other._a, other._b, logOddsRatio).Above(Lead(other));
    }

    /// <summary>a·d - b·c of the two posteriors; the counts' share of it is exact, for what is left may be small next to both.</summary>
    private double Cross(RatePosterior other) =>
        (double)(((Int128)_successes * other._failures) - ((Int128)_failures * other._successes))
            + (prior.Alpha * (other._failures - _failures)) + (prior.Beta * (_successes - other._successes));
}
