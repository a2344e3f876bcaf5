namespace Reliability.Experiments;

/// <summary>A slice of a layer. Experiments whose slices do not overlap share no units.</summary>
public sealed record LayerSlice
{
    /// <summary>Initializes a new instance of the <see cref="LayerSlice"/> class.</summary>
    /// <param name="layer">The name of the layer, compared ordinally.</param>
    /// <param name="from">The start of the slice, 0 or more, inclusive.</param>
    /// <param name="to">The end of the slice, above <paramref name="from"/> and at most 1, exclusive.</param>
    public LayerSlice(string layer, double from, double to)
    {
        Layer = layer;
        From = from;
        To = to;
    }

    /// <summary>Gets the name of the layer, compared ordinally.</summary>
    public string Layer { get; init; }

    /// <summary>Gets the start of the slice, 0 or more, inclusive.</summary>
    public double From { get; init; }

    /// <summary>Gets the end of the slice, above <see cref="From"/> and at most 1, exclusive.</summary>
    public double To { get; init; }

    /// <summary>
    /// Returns a value indicating whether a unit can be in both slices, which means that they belong to one layer and have a part in
    /// common.
    /// </summary>
    /// <param name="other">The other slice.</param>
    public bool Overlaps(LayerSlice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Layer == other.Layer && From < other.To && other.From < To;
    }
}
