using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>What is believed of a rate before there are data: a beta distribution, worth alpha successes and beta failures. Alpha = beta = 1 calls all rates as likely.</summary>
public sealed record BetaPrior
{
    /// <summary>The least and the greatest of both parameters.</summary>
    private const double Least = 1e-3;
    private const double Greatest = 1e12;

    /// <summary>A prior.</summary>
    /// <param name="alpha">The successes it is worth, 0.001 to 1e12, not necessarily whole.</param>
    /// <param name="beta">The failures it is worth, 0.001 to 1e12, not necessarily whole.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public BetaPrior(double alpha, double beta)
    {
        Alpha = Legal.Within(alpha, Least, Greatest, nameof(alpha));
        Beta = Legal.Within(beta, Least, Greatest, nameof(beta));
    }

    /// <summary>All rates are as likely: Beta(1, 1), the default.</summary>
    public static BetaPrior Uniform { get; } = new(1, 1);

    /// <summary>The successes that the prior is worth.</summary>
    public double Alpha { get; }

    /// <summary>The failures that the prior is worth.</summary>
    public double Beta { get; }
}
