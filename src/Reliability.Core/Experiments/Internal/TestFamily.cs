using Reliability.Statistics;

namespace Reliability.Experiments.Internal;

/// <summary>
/// A family of tests that share one alpha. Each comparison uses the part of the alpha that decides its test, so that its p-value and its
/// interval agree with the correction. Under Holm, this is the part at the step of the test, or at the step that stopped the procedure.
/// Under Benjamini and Hochberg, it is the share of the discoveries, whose intervals control the false coverage rate (Y. Benjamini, D.
/// Yekutieli, 2005). A family keeps its size when arms are removed after data has arrived. Otherwise, removing losing arms could produce a
/// winner.
/// </summary>
internal sealed class TestFamily(CorrectionMethod correction, double alpha, TestLevels levels, int takenAway)
{
    public Comparison[] Decide(int tests, Func<int, double, Comparison> compare)
    {
        if (tests == 0)
        {
            return [];
        }

        double whole = levels.AlphaOf(alpha);
        var found = new Comparison[tests];
        for (int i = 0; i < tests; i++)
        {
            found[i] = compare(i, whole);
        }

        if (tests + takenAway == 1 || correction == CorrectionMethod.None)
        {
            return found;
        }

        int[] order = [.. Enumerable.Range(0, tests).OrderBy(i => found[i].PValue)];
        if (correction == CorrectionMethod.Holm)
        {
            StepDown(found, order, compare);
        }
        else
        {
            StepUp(found, order, compare);
        }

        return found;
    }

    private void StepDown(Comparison[] found, int[] order, Func<int, double, Comparison> compare)
    {
        int tests = order.Length + takenAway;
        int rank = 0;
        for (; rank < order.Length; rank++)
        {
            found[order[rank]] = compare(order[rank], levels.AlphaOf(alpha / (tests - rank)));
            if (!found[order[rank]].IsSignificant)
            {
                break;
            }
        }

        for (int later = rank + 1; later < order.Length; later++)
        {
            found[order[later]] = compare(order[later], levels.AlphaOf(alpha / (tests - rank))).WithoutEffect();
        }
    }

    private void StepUp(Comparison[] found, int[] order, Func<int, double, Comparison> compare)
    {
        int tests = order.Length + takenAway;
        int rejected = order.Length;
        for (; rejected > 0; rejected--)
        {
            if (compare(order[rejected - 1], levels.AlphaOf(alpha * rejected / tests)).IsSignificant)
            {
                break;
            }
        }

        for (int rank = 0; rank < order.Length; rank++)
        {
            double part = alpha * Math.Min(tests, rank < rejected ? rejected : rejected + 1) / tests;
            Comparison last = compare(order[rank], levels.AlphaOf(part));
            found[order[rank]] = rank < rejected ? last : last.WithoutEffect();
        }
    }
}
