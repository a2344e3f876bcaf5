namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="ExperimentEvidence"/>.</summary>
internal sealed record StoredEvidence
{
    public required StoredSums Sums { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<double>? Looks { get; init; }

    public IReadOnlyList<StoredPeriod>? Periods { get; init; }

    public static StoredEvidence Of(ExperimentEvidence one) => new()
    {
        Sums = StoredSums.Of(one.Sums),
        At = one.At,
        Looks = [.. one.Looks],
        Periods = [.. one.Periods.Select(StoredPeriod.Of)],
    };

    public ExperimentEvidence ToEvidence() => new()
    {
        Sums = Sums.ToSummary(),
        At = At,
        Looks = [.. Looks ?? []],
        Periods = [.. (Periods ?? []).Select(item => item.ToPeriod())],
    };
}
