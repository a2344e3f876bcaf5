namespace Reliability.Dashboard.Internal;

/// <summary>What the overview shows about incidents.</summary>
internal sealed record IncidentsFigures
{
    /// <summary>Gets the periods of 30 days of all services together, the earliest first, also those without incidents.</summary>
    public required IReadOnlyList<IncidentPeriodRow> Periods { get; init; }

    /// <summary>Gets the last things that happened to these services in these periods, the earliest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }

    /// <summary>Gets the services that have incidents, by name.</summary>
    public required IReadOnlyList<IncidentServiceRow> Services { get; init; }

    /// <summary>Gets the incidents that are not resolved, the latest first, at most <see cref="IncidentsPart.MaxOpen"/>.</summary>
    public required IReadOnlyList<IncidentRow> Open { get; init; }

    /// <summary>Gets the number of incidents that are not resolved and not listed.</summary>
    public required int MoreOpen { get; init; }

    /// <summary>Gets the number of documents that could not be read, of which it is not known whether they are open.</summary>
    public required int Unreadable { get; init; }
}
