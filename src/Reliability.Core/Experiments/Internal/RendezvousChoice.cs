namespace Reliability.Experiments.Internal;

/// <summary>
/// Weighted rendezvous hashing: each variant draws a score -ln(u)/w for the unit, and the smallest score wins. A variant wins with
/// probability w/Σw, and the scores of the others do not depend on it: a new variant takes its share from each of the others and moves no
/// unit between them (Thaler and Ravishankar 1998; Schindelhauer and Schomaker 2005 for the weights).
/// </summary>
internal sealed class RendezvousChoice : VariantChoice
{
    /// <summary>
    /// A tolerance above the rounding error of the bound, so that the bound never decides differently from the logarithm.
    /// </summary>
    private const double Slack = 1 - 1e-9;
    private readonly UnitDraw[] _draws;
    private readonly double[] _weights;
    private readonly double[] _inverses;
    private readonly int[] _places;
    private readonly bool _isEven;

    public RendezvousChoice(IReadOnlyList<WeightedVariant> variants, ulong seed)
    {
        // Ordered by key, so that of equal scores the one with the lesser key wins, regardless of the order of the definition.
        int[] places =
        [
            .. Enumerable.Range(0, variants.Count)
                .Where(i => variants[i].Weight > 0)
                .OrderBy(i => variants[i].Key, StringComparer.Ordinal),
        ];
        var root = new UnitDraw(seed);
        _places = places;
        _draws = [.. places.Select(i => root.Of(variants[i].Key))];
        _weights = [.. places.Select(i => variants[i].Weight)];
        _inverses = [.. _weights.Select(w => 1 / w)];
        _isEven = Array.TrueForAll(_weights, w => w == _weights[0]);
    }

    public override int Of(ReadOnlySpan<char> unit, ulong unitHash) => _places[_isEven ? Greatest(unitHash) : Smallest(unitHash)];

    /// <summary>Returns the variant with the greatest draw, which has the smallest score if all weights are equal.</summary>
    private int Greatest(ulong unitHash)
    {
        UnitDraw[] draws = _draws;
        int best = 0;
        ulong most = draws[0].Bits(unitHash);
        for (int i = 1; i < draws.Length; i++)
        {
            ulong bits = draws[i].Bits(unitHash);
            if (bits > most)
            {
                most = bits;
                best = i;
            }
        }

        return best;
    }

    /// <summary>
    /// Returns the variant with the smallest score. Because -ln(u) >= 1-u, most variants are excluded without a logarithm once a good score
    /// is known.
    /// </summary>
    private int Smallest(ulong unitHash)
    {
        int best = MostPromising(unitHash);
        double least = Score(best, _draws[best].Of(unitHash));
        for (int i = 0; i < _draws.Length; i++)
        {
            double u = _draws[i].Of(unitHash);
            if (i == best || (1 - u) * Slack >= least * _weights[i])
            {
                continue;
            }

            double score = Score(i, u);
            if (score < least || (score == least && i < best))
            {
                least = score;
                best = i;
            }
        }

        return best;
    }

    private int MostPromising(ulong unitHash)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < _draws.Length; i++)
        {
            double bound = (1 - _draws[i].Of(unitHash)) * _inverses[i];
            if (bound < least)
            {
                least = bound;
                best = i;
            }
        }

        return best;
    }

    private double Score(int place, double u) => -PortableLog.Ln(u) / _weights[place];
}
