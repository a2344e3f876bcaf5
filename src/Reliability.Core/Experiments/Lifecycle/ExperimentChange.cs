namespace Reliability.Experiments;

/// <summary>An entry of the history of an experiment.</summary>
public sealed record ExperimentChange
{
    /// <summary>Its number: 1 for the creation, without gaps.</summary>
    public required int Revision { get; init; }

    /// <summary>The <see cref="Reliability.Common.ChangeRequest.Id"/> of the request that made it.</summary>
    public required string Id { get; init; }

    /// <summary>What was done.</summary>
    public required ExperimentChangeKind Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When, in UTC to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Which share of the units is taken from here on.</summary>
    public required double Coverage { get; init; }

    /// <summary>The variants and their weights from here on.</summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>Whether the library did it by itself.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Which parts of the definition an edit changed, by their names in JSON such as <c>targeting</c>, in ordinal order; empty for other changes.</summary>
    public IReadOnlyList<string> Changed { get; init => field = value ?? []; } = [];
}
