namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentChange"/>.</summary>
internal sealed record StoredChange
{
    public required int Revision { get; init; }

    public string? Id { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required double Coverage { get; init; }

    public required IReadOnlyList<StoredShare> Variants { get; init; }

    public bool IsAutomatic { get; init; }

    public IReadOnlyList<string>? Changed { get; init; }

    public static StoredChange Of(ExperimentChange one) => new()
    {
        Revision = one.Revision,
        Id = one.Id,
        Kind = ExperimentWords.Change.Word(one.Kind),
        By = one.By,
        Reason = one.Reason,
        At = one.At,
        Coverage = one.Coverage,
        Variants = [.. one.Variants.Select(StoredShare.Of)],
        IsAutomatic = one.IsAutomatic,
        Changed = [.. one.Changed],
    };

    public ExperimentChange ToChange() => new()
    {
        Revision = Revision,
        Id = Id ?? string.Empty,
        Kind = ExperimentWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Coverage = Coverage,
        Variants = [.. Variants.Select(item => item.ToShare())],
        IsAutomatic = IsAutomatic,
        Changed = [.. Changed ?? []],
    };
}
