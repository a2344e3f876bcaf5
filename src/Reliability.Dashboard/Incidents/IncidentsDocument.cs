namespace Reliability.Dashboard.Internal;

/// <summary>Everything that the page of the incidents of a service shows.</summary>
internal sealed record IncidentsDocument : PageDocument
{
    /// <summary>Gets the figures of the last twelve periods.</summary>
    public required IncidentServiceRow Summary { get; init; }

    public required IReadOnlyList<IncidentPeriodRow> Periods { get; init; }

    /// <summary>Gets the last things that happened to the service in these periods, the earliest first.</summary>
    public required IReadOnlyList<MarkerRow> Markers { get; init; }

    /// <summary>Gets the incidents by severity, the most severe first.</summary>
    public required IReadOnlyList<IncidentCountRow> Severities { get; init; }

    /// <summary>Gets the classes of causes, the most frequent first.</summary>
    public required IReadOnlyList<IncidentCountRow> Causes { get; init; }

    /// <summary>Gets the number of classes of causes that are not listed.</summary>
    public required int MoreCauses { get; init; }

    /// <summary>Gets the pages of the last rotations, the latest first; none if no alerts are known.</summary>
    public required IReadOnlyList<IncidentRotationRow> Rotations { get; init; }

    /// <summary>Gets how long a rotation lasts and which hours are working hours, as a sentence.</summary>
    public required string OnCall { get; init; }

    /// <summary>Gets the number of incidents of every kind and time.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of incidents that could not be read.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Gets the incidents of this page, the latest start first.</summary>
    public required IReadOnlyList<IncidentRow> Items { get; init; }

    /// <summary>Gets the incident after which the next page begins; <see langword="null"/> if there is none.</summary>
    public string? Next { get; init; }
}
