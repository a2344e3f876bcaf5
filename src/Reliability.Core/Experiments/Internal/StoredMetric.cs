namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentMetric"/>.</summary>
internal sealed record StoredMetric
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Role { get; init; }

    public required string Goal { get; init; }

    public double? MinimumEffect { get; init; }

    public StoredMargin? Margin { get; init; }

    public static StoredMetric Of(ExperimentMetric one) => new()
    {
        Name = one.Name,
        Kind = ExperimentWords.Kind.Word(one.Kind),
        Role = ExperimentWords.Role.Word(one.Role),
        Goal = ExperimentWords.Goal.Word(one.Goal),
        MinimumEffect = one.MinEffect,
        Margin = one.Margin is { } margin ? StoredMargin.Of(margin) : null,
    };

    public ExperimentMetric ToMetric() => new()
    {
        Name = Name,
        Kind = ExperimentWords.Kind.Value(Kind),
        Role = ExperimentWords.Role.Value(Role),
        Goal = ExperimentWords.Goal.Value(Goal),
        MinEffect = MinimumEffect,
        Margin = Margin?.ToMargin(),
    };
}
