using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>The metrics of improvement of a period.</summary>
public sealed record ImprovementReport
{
    /// <summary>Gets the services.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>Gets the time up to which the records are known.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Gets the range, which ends at <see cref="AsOf"/> at the latest.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the environment whose deployments count.</summary>
    public required string Environment { get; init; }

    /// <summary>Gets the time from the start to the detection.</summary>
    public required DurationMetric TimeToDetect { get; init; }

    /// <summary>Gets the time from the detection to the acknowledgement.</summary>
    public required DurationMetric TimeToAcknowledge { get; init; }

    /// <summary>Gets the time from the start to the mitigation.</summary>
    public required DurationMetric TimeToMitigate { get; init; }

    /// <summary>Gets the time from the start to the mitigation, or to the resolution if there was no mitigation.</summary>
    public required DurationMetric TimeToRestore { get; init; }

    /// <summary>Gets the time from the detection to the resolution.</summary>
    public required DurationMetric TimeToResolve { get; init; }

    /// <summary>Gets the mean time between incidents without the time in which at least one affected users.</summary>
    public required RateMetric UptimeMtbf { get; init; }

    /// <summary>Gets the number of incidents per 30 days.</summary>
    public required RateMetric FrequencyPer30Days { get; init; }

    /// <summary>Gets the share of incidents that came again. See <see cref="Recurrences"/>.</summary>
    public required ShareMetric RecurringShare { get; init; }

    /// <summary>Gets the time from the filing of an action item to its completion.</summary>
    public required DurationMetric TimeToImplement { get; init; }

    /// <summary>Gets the number of deployments per day that were put in use.</summary>
    public required RateMetric DeploymentFrequency { get; init; }

    /// <summary>Gets the time from a commit to the end of the deployment that put it in use.</summary>
    public required DurationMetric LeadTime { get; init; }

    /// <summary>Gets the share of deployments to which an incident is attributed.</summary>
    public required ShareMetric ChangeFailureRate { get; init; }

    /// <summary>Gets the time from the end of a deployment to the end of an incident that is attributed to it.</summary>
    public required DurationMetric FailedDeploymentRecovery { get; init; }

    /// <summary>Gets the share of deployments that mended an earlier one.</summary>
    public required ShareMetric ReworkRate { get; init; }

    /// <summary>Gets the incidents that came again, in the order of their starts.</summary>
    public IReadOnlyList<RecurringIncident> Recurrences { get; init => field = value ?? []; } = [];

    /// <summary>Gets the documents that could not be read.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; init => field = value ?? []; } = [];

    /// <summary>Gets all metrics, always in the same order.</summary>
    public IReadOnlyList<ImprovementMetric> Metrics =>
    [
        TimeToDetect,
        TimeToAcknowledge,
        TimeToMitigate,
        TimeToRestore,
        TimeToResolve,
        UptimeMtbf,
        FrequencyPer30Days,
        RecurringShare,
        TimeToImplement,
        DeploymentFrequency,
        LeadTime,
        ChangeFailureRate,
        FailedDeploymentRecovery,
        ReworkRate,
    ];
}
