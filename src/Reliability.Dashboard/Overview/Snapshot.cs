namespace Reliability.Dashboard.Internal;

/// <summary>What one read of the store gave, for all viewers and all pages until the next read.</summary>
internal sealed record Snapshot
{
    /// <summary>Gets the time of the read.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the part of each section that has something to show, in the order of the page.</summary>
    public required IReadOnlyList<SectionPart> Parts { get; init; }

    /// <summary>Gets the time of the past that is shown; <see langword="null"/> for the present.</summary>
    public PastNote? Past { get; init; }

    /// <summary>Gets why the store cannot be read since then; <see langword="null"/> if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Gets the age in seconds at the last read that failed; <see langword="null"/> if the store can be read.</summary>
    public decimal? AgeSeconds { get; init; }
}
