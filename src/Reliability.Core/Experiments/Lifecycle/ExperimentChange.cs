namespace Reliability.Experiments;

/// <summary>An entry of the history of an experiment.</summary>
public sealed record ExperimentChange
{
    /// <summary>Gets the number of the change: 1 for the creation, without gaps.</summary>
    public required int Revision { get; init; }

    /// <summary>Gets the <see cref="Reliability.Common.ChangeRequest.Id"/> of the request that made the change.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the kind of the change.</summary>
    public required ExperimentChangeKind Kind { get; init; }

    /// <summary>Gets the author of the change.</summary>
    public required string By { get; init; }

    /// <summary>Gets the reason for the change.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the time of the change, in UTC to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the share of the units that the experiment includes after the change.</summary>
    public required double Coverage { get; init; }

    /// <summary>Gets the variants and their weights after the change.</summary>
    public required IReadOnlyList<WeightedVariant> Variants { get; init; }

    /// <summary>Gets a value indicating whether the library made the change automatically.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>
    /// Gets the parts of the definition that an edit changed, by their JSON names such as <c>targeting</c>, in ordinal order. The list is
    /// empty for other changes.
    /// </summary>
    public IReadOnlyList<string> Changed { get; init => field = value ?? []; } = [];
}
