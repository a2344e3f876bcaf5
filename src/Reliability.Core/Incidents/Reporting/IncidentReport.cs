using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>The incidents of a service over time. Nothing is counted by person.</summary>
public sealed record IncidentReport
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets when the report was made.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the range. Incidents count that started in it.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the periods, also those without incidents, the earliest first.</summary>
    public required IReadOnlyList<IncidentPeriod> Periods { get; init; }

    /// <summary>Gets the number of incidents, without maintenance, near misses and duplicates.</summary>
    public required int Count { get; init; }

    /// <summary>Gets how many of them are not resolved.</summary>
    public required int OpenCount { get; init; }

    /// <summary>Gets the number of times of maintenance.</summary>
    public required int MaintenanceCount { get; init; }

    /// <summary>Gets the number of near misses.</summary>
    public required int NearMissCount { get; init; }

    /// <summary>Gets the number of duplicates.</summary>
    public required int DuplicateCount { get; init; }

    /// <summary>Gets how many incidents are recurrences. Incidents before the range are searched too.</summary>
    public required int RecurrenceCount { get; init; }

    /// <summary>Gets the time in which at least one incident affected users; time in two of them counts once.</summary>
    public required TimeSpan Downtime { get; init; }

    /// <summary>Gets the time from the start to the detection.</summary>
    public required IncidentDurations TimeToDetect { get; init; }

    /// <summary>Gets the time from the start to the mitigation, or to the resolution if that is not known.</summary>
    public required IncidentDurations TimeToRestore { get; init; }

    /// <summary>Gets the incidents whose durations do not count, because they are negative, zero or too long.</summary>
    public required int DoubtfulCount { get; init; }

    /// <summary>Gets the incidents by severity, the most severe first.</summary>
    public required IReadOnlyList<IncidentCount> BySeverity { get; init; }

    /// <summary>Gets the incidents by class of cause, the most frequent first. Upper and lower case are the same.</summary>
    public required IReadOnlyList<IncidentCount> ByCause { get; init; }

    /// <summary>Gets the pages of each rotation, also of those without pages, the earliest first; none if no alerts are known.</summary>
    public required IReadOnlyList<IncidentRotation> Rotations { get; init; }

    /// <summary>Gets the rotations and the working hours by which pages were counted.</summary>
    public OnCallHours OnCall { get; init => field = value ?? new(); } = new();

    /// <summary>Gets the IANA name of the time zone of working hours.</summary>
    public required string Zone { get; init; }

    /// <summary>Gets the documents that could not be read.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];
}
