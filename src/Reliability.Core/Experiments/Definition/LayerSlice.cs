namespace Reliability.Experiments;

/// <summary>A slice of a layer: experiments whose slices do not overlap share no unit.</summary>
public sealed record LayerSlice
{
    /// <summary>Initializes a new instance of the <see cref="LayerSlice"/> class.</summary>
    /// <param name="layer">The layer's name, compared ordinally.</param>
    /// <param name="from">Where the slice starts: 0 or more, and itself in the slice.</param>
    /// <param name="to">Where it ends: at most 1, above <paramref name="from"/>, and itself not in the slice.</param>
    public LayerSlice(string layer, double from, double to)
    {
        Layer = layer;
        From = from;
        To = to;
    }

    /// <summary>The layer's name, compared ordinally.</summary>
    public string Layer { get; init; }

    /// <summary>Where the slice starts: 0 or more, and itself in the slice.</summary>
    public double From { get; init; }

    /// <summary>Where it ends: at most 1, above <see cref="From"/>, and itself not in the slice.</summary>
    public double To { get; init; }

    /// <summary>Whether there can be units in both slices: of one layer, and with a part in common.</summary>
    /// <param name="other">The other slice.</param>
    public bool Overlaps(LayerSlice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Layer == other.Layer && From < other.To && other.From < To;
    }
}
