namespace Reliability.Experiments.Internal;

/// <summary>The stored form of <see cref="SamplePeriod"/>.</summary>
internal sealed record StoredPeriod
{
    public required DateTimeOffset From { get; init; }

    public required IReadOnlyList<StoredShare> Variants { get; init; }

    public required IReadOnlyList<long> Units { get; init; }

    public static StoredPeriod Of(SamplePeriod one) => new()
    {
        From = one.From,
        Variants = [.. one.Variants.Select(StoredShare.Of)],
        Units = [.. one.Units],
    };

    public SamplePeriod ToPeriod() => new() { From = From, Variants = [.. Variants.Select(item => item.ToShare())], Units = [.. Units] };
}
