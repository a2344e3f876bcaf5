using System.Globalization;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>The evidence of one day: the units of each arm, and the lift in each metric with an interval that holds at all times.</summary>
internal sealed record EvidenceDayResource(
    string Day,
    DateTimeOffset AsOf,
    bool IsConclusion,
    long Crossed,
    IReadOnlyList<ArmUnitsResource> Arms,
    IReadOnlyList<PeriodResource> Periods,
    IReadOnlyList<MetricBandResource> Metrics)
{
    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static EvidenceDayResource From(EvidenceDay day)
    {
        EnrollmentSummary sums = day.Evidence.Sums;
        return new(
            TextOf(day.Day),
            day.Evidence.At,
            day.IsConclusion,
            sums.Crossed,
            [.. sums.Arms.Select(arm => new ArmUnitsResource(arm.Variant, arm.Units))],
            [.. day.Evidence.Periods.Select(PeriodResource.Of)],
            [.. day.Metrics.Select(MetricBandResource.From)]);
    }
}
