using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>What is doubtful about the records of incidents. Nothing is corrected, and nothing of it is an error.</summary>
public sealed record IncidentDataQuality
{
    /// <summary>Gets the time up to which the records are known.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// Gets the range, which ends at <see cref="AsOf"/> at the latest. Incidents belong to it that started or ended in it.
    /// </summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the number of incidents, without maintenance, near misses and duplicates.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the incidents that ended before they started.</summary>
    public required IReadOnlyList<IncidentReference> Negative { get; init; }

    /// <summary>Gets the incidents that ended when they started.</summary>
    public required IReadOnlyList<IncidentReference> Zero { get; init; }

    /// <summary>Gets the incidents that lasted more than 30 days, as with a wrong year.</summary>
    public required IReadOnlyList<IncidentReference> TooLong { get; init; }

    /// <summary>Gets the incidents that have not ended for more than 30 days, as those that nobody closed.</summary>
    public required IReadOnlyList<IncidentReference> StillOpen { get; init; }

    /// <summary>
    /// Gets the incidents that began after <see cref="AsOf"/> and did not end in the range. They are left out, and are not in
    /// <see cref="Count"/>.
    /// </summary>
    public required IReadOnlyList<IncidentReference> AfterReport { get; init; }

    /// <summary>Gets the incidents of which it is not known when they were detected.</summary>
    public required IReadOnlyList<IncidentReference> NoDetection { get; init; }

    /// <summary>
    /// Gets the share of incidents of which it is known when they were detected, or <see langword="null"/> without incidents.
    /// </summary>
    public required double? DetectedShare { get; init; }

    /// <summary>
    /// Gets the incidents that affected users at the same time as another. Those without a credible duration are left out.
    /// </summary>
    public required IReadOnlyList<IncidentReference> Overlapping { get; init; }

    /// <summary>Gets the sum of the durations, in which time of two incidents counts twice: a measure of effort.</summary>
    public required TimeSpan SumOfDurations { get; init; }

    /// <summary>Gets the time in which at least one incident affected users: a measure of availability.</summary>
    public required TimeSpan Downtime { get; init; }

    /// <summary>Gets the incidents that were opened after they were over, or a day or more after they started.</summary>
    public required IReadOnlyList<IncidentReference> PostedLate { get; init; }

    /// <summary>Gets the number of imported incidents, of which it is not known when they were opened.</summary>
    public required int ImportedCount { get; init; }

    /// <summary>Gets the incidents whose milestones are not in their usual order.</summary>
    public required IReadOnlyList<IncidentReference> OutOfOrder { get; init; }

    /// <summary>Gets the number of duplicates.</summary>
    public required int DuplicateCount { get; init; }

    /// <summary>Gets the number of times of maintenance.</summary>
    public required int MaintenanceCount { get; init; }

    /// <summary>Gets the number of near misses.</summary>
    public required int NearMissCount { get; init; }

    /// <summary>Returns what is doubtful about incidents.</summary>
    /// <param name="incidents">The incidents, in any order.</param>
    /// <param name="range">The range.</param>
    /// <param name="asOf">The time up to which the records are known.</param>
    /// <exception cref="ArgumentException">The range is empty, or starts at <paramref name="asOf"/> or later.</exception>
    public static IncidentDataQuality Of(IReadOnlyList<Incident> incidents, TimeRange range, DateTimeOffset asOf) =>
        DataQualityCheck.Of(Check.Copy(incidents), MetricRange.Of(range, asOf), asOf.ToUniversalTime());

    /// <summary>Returns the numbers in one line, the same in every culture.</summary>
    public override string ToString() => DataQualityText.Line(this);
}
