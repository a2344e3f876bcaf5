using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>Counts next to the shares that were planned for them.</summary>
internal sealed class RatioPlan
{
    private readonly IReadOnlyList<long> _counts;
    private readonly double[] _shares;
    private readonly double _threshold;

    private RatioPlan(IReadOnlyList<long> counts, double[] shares, long total, double threshold)
    {
        (_counts, _shares, Total, _threshold) = (counts, shares, total, threshold);
        Arms = shares.Count(s => s > 0);
        LeastExpected = shares.Where(s => s > 0).Min() * total;
        IsImpossible = shares.Where((s, i) => s == 0 && counts[i] > 0).Any();
    }

    public long Total { get; }

    /// <summary>Arms that should have units.</summary>
    public int Arms { get; }

    public double LeastExpected { get; }

    /// <summary>Whether there are units where none can be.</summary>
    public bool IsImpossible { get; }

    public static RatioPlan Of(IReadOnlyList<long> counts, IReadOnlyList<double> weights, double threshold)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(weights);
        Legal.Inside(threshold, 0, 1, nameof(threshold));
        if (counts.Count == 0 || counts.Count != weights.Count)
        {
            throw new ArgumentException(Legal.Text($"There is one weight for each count, and at least one; there are {counts.Count} counts and {weights.Count} weights."), nameof(weights));
        }

        long total = 0;
        foreach (long count in counts)
        {
            total += Legal.Between(count, 0, Legal.MaxUnits - total, nameof(counts));
        }

        double greatest = weights.Max();
        foreach (double weight in weights)
        {
            Legal.Within(weight, 0, double.MaxValue, nameof(weights));
        }

        if (greatest == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(weights), "At least one weight is above 0; all are 0.");
        }

        // Scaled first, so that the sum of huge weights is finite.
        double sum = weights.Sum(w => w / greatest);
        return new RatioPlan([.. counts], [.. weights.Select(w => w / greatest / sum)], total, threshold);
    }

    public SampleRatioResult Result(double pValue, SampleRatioMethod method) =>
        new()
        {
            PValue = pValue,
            IsMismatch = pValue < _threshold,
            Threshold = _threshold,
            Expected = [.. _shares.Select(s => s * Total)],
            Method = method,
        };

    public double ChiSquare()
    {
        double sum = 0;
        for (int i = 0; i < _shares.Length; i++)
        {
            if (_shares[i] > 0)
            {
                double expected = _shares[i] * Total;
                double off = _counts[i] - expected;
                sum += off * (off / expected);
            }
        }

        return sum;
    }

    /// <summary>
    /// ln BF of Dirichlet-multinomial against multinomial: ln Γ(A)/Γ(A+N) + Σ ln Γ(αᵢ+nᵢ)/Γ(αᵢ) - Σ nᵢ ln θᵢ with αᵢ = Aθᵢ. The main terms
    /// of Stirling's series are combined by hand before they are summed, since each is as great as N ln N and their sum small.
    /// </summary>
    public double LogEvidence(double concentration)
    {
        double end = concentration + Total;
        double sum = -((concentration - 0.5) * Elementary.Log1P(Total / concentration)) - (Elementary.StirlingRest(end) - Elementary.StirlingRest(concentration));
        for (int i = 0; i < _shares.Length; i++)
        {
            double share = _shares[i];
            double before = concentration * share;
            if (before == 0 || _counts[i] + before == before)
            {
                // Without units, this arm's own terms cancel but for n = 0 of nothing.
                continue;
            }

            long n = _counts[i];
            double after = before + n;
            sum += n * Elementary.Log1P((n - (Total * share)) / (end * share));
            sum += ((before - 0.5) * Elementary.Log1P(n / before)) + Elementary.StirlingRest(after) - Elementary.StirlingRest(before);
        }

        return sum;
    }
}
