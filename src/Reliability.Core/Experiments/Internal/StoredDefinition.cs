namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentDefinition"/>.</summary>
internal sealed record StoredDefinition
{
    public required string Key { get; init; }

    public required IReadOnlyList<StoredVariant> Variants { get; init; }

    public string? Hypothesis { get; init; }

    public string? Control { get; init; }

    public string? Seed { get; init; }

    public required string Scheme { get; init; }

    public required double Coverage { get; init; }

    public StoredSlice? Layer { get; init; }

    public required IReadOnlyList<StoredTargeting> Targeting { get; init; }

    public required IReadOnlyDictionary<string, string> Forced { get; init; }

    public IReadOnlyList<StoredMetric>? Metrics { get; init; }

    public StoredDesign? Design { get; init; }

    public bool IsSticky { get; init; }

    public static StoredDefinition Of(ExperimentDefinition one) => new()
    {
        Key = one.Key,
        Variants = [.. one.Variants.Select(StoredVariant.Of)],
        Hypothesis = one.Hypothesis,
        Control = one.Control,
        Seed = one.Seed,
        Scheme = one.Scheme,
        Coverage = one.Coverage,
        Layer = one.Layer is { } layer ? StoredSlice.Of(layer) : null,
        Targeting = [.. one.Targeting.Select(StoredTargeting.Of)],
        Forced = one.Forced,
        Metrics = [.. one.Metrics.Select(StoredMetric.Of)],
        Design = StoredDesign.Of(one.Design),
        IsSticky = one.IsSticky,
    };

    public ExperimentDefinition ToDefinition() => new()
    {
        Key = Key,
        Variants = [.. Variants.Select(item => item.ToVariant())],
        Hypothesis = Hypothesis,
        Control = Control,
        Seed = Seed,
        Scheme = Scheme,
        Coverage = Coverage,
        Layer = Layer?.ToSlice(),
        Targeting = [.. Targeting.Select(item => item.ToRule())],
        Forced = Forced,
        Metrics = [.. (Metrics ?? []).Select(item => item.ToMetric())],
        Design = Design?.ToDesign() ?? new(),
        IsSticky = IsSticky,
    };
}
