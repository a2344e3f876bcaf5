using Reliability.Common.Internal;

namespace Reliability.Statistics;

/// <summary>
/// The prior distribution of a rate: a beta distribution that is worth alpha successes and beta failures. With alpha = beta = 1, all rates
/// are equally likely.
/// </summary>
public sealed record BetaPrior
{
    /// <summary>The minimum of both parameters.</summary>
    private const double MinParameter = 1e-3;
    private const double MaxParameter = 1e12;

    /// <summary>Initializes a new instance of the <see cref="BetaPrior"/> class.</summary>
    /// <param name="alpha">The number of successes that the prior is worth, from 0.001 to 1e12, not necessarily an integer.</param>
    /// <param name="beta">The number of failures that the prior is worth, from 0.001 to 1e12, not necessarily an integer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside its range.</exception>
    public BetaPrior(double alpha, double beta)
    {
        Alpha = Check.Between(alpha, MinParameter, MaxParameter, nameof(alpha));
        Beta = Check.Between(beta, MinParameter, MaxParameter, nameof(beta));
    }

    /// <summary>Gets the uniform prior Beta(1, 1), under which all rates are equally likely. This is the default.</summary>
    public static BetaPrior Uniform { get; } = new(1, 1);

    /// <summary>Gets the number of successes that the prior is worth.</summary>
    public double Alpha { get; }

    /// <summary>Gets the number of failures that the prior is worth.</summary>
    public double Beta { get; }
}
