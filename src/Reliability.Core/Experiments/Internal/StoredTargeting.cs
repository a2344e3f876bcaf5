namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="TargetingRule"/>.</summary>
internal sealed record StoredTargeting
{
    public required string Attribute { get; init; }

    public required string Operator { get; init; }

    public required IReadOnlyList<string> Values { get; init; }

    public static StoredTargeting Of(TargetingRule one) => new()
    {
        Attribute = one.Attribute,
        Operator = ExperimentWords.Operator.Word(one.Operator),
        Values = [.. one.Values],
    };

    public TargetingRule ToRule() => new(Attribute, ExperimentWords.Operator.Value(Operator), [.. Values]);
}
