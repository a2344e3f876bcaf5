namespace Reliability.Storage;

/// <summary>A page of the units of an experiment, from <see cref="IEnrollmentStore.ExportAsync"/>.</summary>
public sealed record UnitPage
{
    /// <summary>Gets the units, each once within the page. A page before the last one may be empty.</summary>
    public required IReadOnlyList<UnitRecord> Units { get; init; }

    /// <summary>Gets the position at which the next page begins, or <see langword="null"/> for the last page.</summary>
    public string? Continuation { get; init; }
}
