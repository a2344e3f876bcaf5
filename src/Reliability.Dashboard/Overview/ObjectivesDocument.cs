namespace Reliability.Dashboard.Internal;

/// <summary>A page of the list of objectives.</summary>
internal sealed record ObjectivesDocument
{
    /// <summary>Gets the number of objectives that the reader may see.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of them that the query selects.</summary>
    public required int Selected { get; init; }

    /// <summary>Gets the number of the page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>Gets the number of pages, at least 1.</summary>
    public required int Pages { get; init; }

    /// <summary>Gets the objectives of the page.</summary>
    public required IReadOnlyList<ObjectiveRow> Items { get; init; }
}
