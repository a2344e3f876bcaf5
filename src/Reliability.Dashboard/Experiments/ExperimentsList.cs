namespace Reliability.Dashboard.Internal;

/// <summary>The list of experiments in the twin.</summary>
internal sealed record ExperimentsList
{
    /// <summary>Gets why some experiments are missing; <see langword="null"/> if none is.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the number of experiments.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of the page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Gets the number of pages, at least 1.</summary>
    public required int Pages { get; init; }

    public required IReadOnlyList<ExperimentRow> Items { get; init; }
}
