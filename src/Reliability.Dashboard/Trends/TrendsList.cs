namespace Reliability.Dashboard.Internal;

/// <summary>The list of trends in the twin.</summary>
internal sealed record TrendsList
{
    /// <summary>Gets the time at which they were computed.</summary>
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>Gets the number of metrics.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of the page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Gets the number of pages, at least 1.</summary>
    public required int Pages { get; init; }

    public required IReadOnlyList<TrendRow> Items { get; init; }

    /// <summary>Gets the latest groups of shifts of the last 30 days, at most 3.</summary>
    public required IReadOnlyList<ShiftGroupRow> Groups { get; init; }

    /// <summary>Gets the number of groups of the last 30 days that are not listed.</summary>
    public required int MoreGroups { get; init; }
}
