namespace Reliability.Dashboard.Internal;

/// <summary>An incident that came again.</summary>
internal sealed record RecurrenceRow
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Gets the id of the earlier incident.</summary>
    public required string OfId { get; init; }

    public required string OfTitle { get; init; }

    /// <summary>Gets what had become of the prevention, in words.</summary>
    public required string Prevention { get; init; }
}
