namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="LayerSlice"/>.</summary>
internal sealed record StoredSlice
{
    public required string Layer { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    public static StoredSlice Of(LayerSlice one) => new()
    {
        Layer = one.Layer,
        From = one.From,
        To = one.To,
    };

    public LayerSlice ToSlice() => new(Layer, From, To);
}
