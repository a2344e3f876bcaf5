using Reliability.Statistics;

namespace ExperimentSample;

/// <summary>How often an effect is called in experiments that have none, by rule.</summary>
/// <param name="Runs">How many experiments.</param>
/// <param name="Looks">How often each was looked at.</param>
/// <param name="Ahead">In how many one arm was ahead in the end, so that who ships whoever is ahead shipped an 'effect'.</param>
/// <param name="ZOnce">In how many the z called an effect at the last look.</param>
/// <param name="ZAtEachLook">In how many it did at one of the looks.</param>
/// <param name="AlwaysValid">In how many the confidence sequence did at one of the looks.</param>
internal sealed record PeekingStudy(int Runs, int Looks, int Ahead, int ZOnce, int ZAtEachLook, int AlwaysValid)
{
    public const double Alpha = 0.05;

    /// <summary>Runs experiments with the customers, the rate and the looks of the simulation and no effect. Deterministic.</summary>
    public static PeekingStudy Run(SimulateOptions options, int runs, CancellationToken cancellationToken)
    {
        int ahead = 0, zOnce = 0, zAtEachLook = 0, alwaysValid = 0;
        for (int run = 0; run < runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool z = false, anyZ = false, anyValid = false, isAhead = false;
            foreach ((Proportion a, Proportion b) in LooksOf(options, run))
            {
                z = TwoSample.Proportions(a, b, Alpha, method: ComparisonMethod.PooledZ).IsSignificant;
                anyZ |= z;
                anyValid = anyValid || TwoSample.Proportions(a, b, Alpha, StoppingRule.AlwaysValid()).IsSignificant;
                isAhead = a.Rate != b.Rate;
            }

            ahead += isAhead ? 1 : 0;
            zOnce += z ? 1 : 0;
            zAtEachLook += anyZ ? 1 : 0;
            alwaysValid += anyValid ? 1 : 0;
        }

        return new PeekingStudy(runs, options.Looks, ahead, zOnce, zAtEachLook, alwaysValid);
    }

    private static IEnumerable<(Proportion A, Proportion B)> LooksOf(SimulateOptions options, int run)
    {
        // Streams of negative numbers: none is that of a customer.
        var draws = new Draws((ulong)options.Seed, (ulong)(-1L - run));
        ulong below = (ulong)(options.Rate * (1UL << 53));
        var units = new int[2];
        var bought = new int[2];
        int served = 0;
        for (int look = 1; look <= options.Looks; look++)
        {
            int until = (int)((long)options.Users * look / options.Looks);
            for (; served < until; served++)
            {
                // One draw does for both: its lowest bit for the arm, its highest for the purchase.
                ulong bits = draws.NextBits();
                int arm = (int)(bits & 1);
                units[arm]++;
                bought[arm] += bits >> 11 < below ? 1 : 0;
            }

            if (units[0] > 0 && units[1] > 0)
            {
                yield return (new Proportion(bought[0], units[0]), new Proportion(bought[1], units[1]));
            }
        }
    }
}
