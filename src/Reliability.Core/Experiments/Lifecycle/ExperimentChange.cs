namespace Reliability.Experiments;

/// <summary>An entry of the history of an experiment.</summary>
/// <param name="Revision">Its number: 1 for the creation, without gaps.</param>
/// <param name="Kind">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, in UTC to the microsecond.</param>
/// <param name="Coverage">Which share of the units is taken from here on.</param>
/// <param name="Variants">The variants and their weights from here on.</param>
public sealed record ExperimentChange(
    int Revision, ExperimentChangeKind Kind, string By, string Reason, DateTimeOffset At, double Coverage, IReadOnlyList<WeightedVariant> Variants)
{
    /// <summary>Whether the library did it by itself.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Which parts of the definition an edit changed, by their names in JSON such as <c>targeting</c>, in ordinal order; empty for other changes.</summary>
    public IReadOnlyList<string> Changed { get; init => field = value ?? []; } = [];
}
