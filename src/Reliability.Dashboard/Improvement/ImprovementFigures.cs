namespace Reliability.Dashboard.Internal;

/// <summary>What the section of the overview shows.</summary>
internal sealed record ImprovementFigures
{
    /// <summary>Gets the number of days before the snapshot that the metrics are of.</summary>
    public required int Days { get; init; }

    public required IReadOnlyList<ImprovementServiceRow> Services { get; init; }

    /// <summary>Gets the first overdue actions of all services, those that are overdue for the longest time first.</summary>
    public required IReadOnlyList<ActionRow> Overdue { get; init; }

    /// <summary>Gets the first incidents whose postmortem is overdue.</summary>
    public required IReadOnlyList<RequiredRow> Required { get; init; }
}
