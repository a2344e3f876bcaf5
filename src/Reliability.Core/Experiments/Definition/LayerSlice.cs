namespace Reliability.Experiments;

/// <summary>A slice of a layer: experiments whose slices do not overlap share no unit.</summary>
/// <param name="Layer">The layer's name, compared ordinally.</param>
/// <param name="From">Where the slice starts: 0 or more, and itself in the slice.</param>
/// <param name="To">Where it ends: at most 1, above <paramref name="From"/>, and itself not in the slice.</param>
public sealed record LayerSlice(string Layer, double From, double To)
{
    /// <summary>Whether there can be units in both slices: of one layer, and with a part in common.</summary>
    /// <param name="other">The other slice.</param>
    public bool Overlaps(LayerSlice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Layer == other.Layer && From < other.To && other.From < To;
    }
}
