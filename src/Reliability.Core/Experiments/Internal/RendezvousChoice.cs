namespace Reliability.Experiments.Internal;

/// <summary>
/// Weighted rendezvous hashing: each variant draws a score -ln(u)/w for the unit, and the smallest wins. A variant wins with probability w/Σw, and what
/// the others draw does not depend on it: a new variant takes its share from each of the others and moves nobody between them (Thaler and
/// Ravishankar 1998; Schindelhauer and Schomaker 2005 for the weights).
/// </summary>
internal sealed class RendezvousChoice : VariantChoice
{
    private readonly UnitDraw[] _draws;
    private readonly double[] _weights;
    private readonly int[] _places;
    private readonly bool _isEven;

    public RendezvousChoice(IReadOnlyList<WeightedVariant> variants, ulong seed)
    {
        // Ordered by key, so that equal scores go to the lesser one, whatever order they were written in.
        int[] places = [.. Enumerable.Range(0, variants.Count).Where(i => variants[i].Weight > 0).OrderBy(i => variants[i].Key, StringComparer.Ordinal)];
        var root = new UnitDraw(seed);
        _places = places;
        _draws = [.. places.Select(i => root.Of(variants[i].Key))];
        _weights = [.. places.Select(i => variants[i].Weight)];
        _isEven = Array.TrueForAll(_weights, w => w == _weights[0]);
    }

    public override int Of(ReadOnlySpan<char> unit, ulong unitHash) => _places[_isEven ? Greatest(unitHash) : Smallest(unitHash)];

    /// <summary>With equal weights the smallest score is the greatest draw.</summary>
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

    private int Smallest(ulong unitHash)
    {
        UnitDraw[] draws = _draws;
        int best = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < draws.Length; i++)
        {
            double score = -PortableLog.Ln(draws[i].Of(unitHash)) / _weights[i];
            if (score < least)
            {
                least = score;
                best = i;
            }
        }

        return best;
    }
}
