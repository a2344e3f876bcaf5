using Reliability.Common.Internal;

namespace Reliability.Statistics.Internal;

/// <summary>The counts of the arms and the shares that are expected of them.</summary>
internal sealed class SampleSplit
{
    private readonly IReadOnlyList<long> _counts;
    private readonly double[] _shares;
    private readonly double _threshold;

    private SampleSplit(IReadOnlyList<long> counts, double[] shares, long total, double threshold)
    {
        (_counts, _shares, Total, _threshold) = (counts, shares, total, threshold);
        Arms = shares.Count(s => s > 0);
        MinExpected = shares.Where(s => s > 0).Min() * total;
        IsImpossible = shares.Where((s, i) => s == 0 && counts[i] > 0).Any();
    }

    public long Total { get; }

    /// <summary>Gets the number of arms with a weight above 0.</summary>
    public int Arms { get; }

    public double MinExpected { get; }

    /// <summary>Gets a value indicating whether an arm of weight 0 has units.</summary>
    public bool IsImpossible { get; }

    public static SampleSplit Of(IReadOnlyList<long> counts, IReadOnlyList<double> weights, double threshold)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(weights);
        Check.Inside(threshold, 0, 1, nameof(threshold));
        if (counts.Count == 0 || counts.Count != weights.Count)
        {
            throw new ArgumentException(
                Check.Text(
                    $"There must be as many weights as counts, and at least one; there are {counts.Count} counts and {weights.Count} "
                    + $"weights."),
                nameof(weights));
        }

        long total = 0;
        foreach (long count in counts)
        {
            total += Check.Between(count, 0, Check.MaxUnits - total, nameof(counts));
        }

        double greatest = weights.Max();
        foreach (double weight in weights)
        {
            Check.Between(weight, 0, double.MaxValue, nameof(weights));
        }

        if (greatest == 0)
        {
            throw Check.OutOfRange(greatest, "At least one weight must be above 0.", nameof(weights));
        }

        // Scaling first keeps the sum of very large weights finite.
        double sum = weights.Sum(w => w / greatest);
        return new SampleSplit([.. counts], [.. weights.Select(w => w / greatest / sum)], total, threshold);
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
    /// Returns ln BF of the Dirichlet-multinomial against the multinomial distribution: ln Γ(A)/Γ(A+N) + Σ ln Γ(αᵢ+nᵢ)/Γ(αᵢ) -
    /// Σ nᵢ ln θᵢ with αᵢ = Aθᵢ. The main terms of Stirling's series are combined analytically before the summation, because
    /// each is as large as N ln N and their sum is small.
    /// </summary>
    public double LogEvidence(double concentration)
    {
        double end = concentration + Total;
        double sum = -((concentration - 0.5) * Elementary.Log1P(Total / concentration))
            - (Elementary.StirlingRest(end) - Elementary.StirlingRest(concentration));
        for (int i = 0; i < _shares.Length; i++)
        {
            double share = _shares[i];
            double before = concentration * share;
            if (before == 0 || _counts[i] + before == before)
            {
                // Without units, the terms of this arm cancel.
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
