namespace Reliability.Incidents.Internal;

/// <summary>What a metric is. The names are those of the metrics in JSON and never change.</summary>
internal sealed record MetricTerm(string Name, string Unit, string Definition, bool IsLowerBetter = true)
{
    public const string Seconds = "seconds";
    public const string Share = "share";
    public const string PerDay = "per day";
    public const string Per30Days = "per 30 days";

    public static readonly MetricTerm TimeToDetect = new(
        "time-to-detect", Seconds, "From the start of an incident to its detection, of incidents whose start is stated.");

    public static readonly MetricTerm TimeToAcknowledge = new(
        "time-to-acknowledge", Seconds, "From the detection of an incident to its acknowledgement.");

    public static readonly MetricTerm TimeToMitigate = new(
        "time-to-mitigate", Seconds, "From the start of an incident to its mitigation.");

    public static readonly MetricTerm TimeToRestore = new(
        "time-to-restore", Seconds, "From the start of an incident to its mitigation, or to its resolution if no mitigation is stated.");

    public static readonly MetricTerm TimeToResolve = new(
        "time-to-resolve", Seconds, "From the detection of an incident to its resolution.");

    public static readonly MetricTerm UptimeMtbf = new(
        "uptime-mtbf",
        Seconds,
        "The range without the time in which at least one incident affected users, divided by the number of incidents that started in it.",
        IsLowerBetter: false);

    public static readonly MetricTerm Frequency = new(
        "frequency-per-30-days", Per30Days, "Incidents that started in the range, for each 30 days of it.");

    public static readonly MetricTerm RecurringShare = new(
        "recurring-share",
        Share,
        "Incidents that came again, of all: linked by a person, or with the service and the class of cause of one that started at most 90 "
            + "days before.");

    public static readonly MetricTerm TimeToImplement = new(
        "time-to-implement", Seconds, "From the filing of an action item to its completion, of items that were filed in the range.");

    public static readonly MetricTerm DeploymentFrequency = new(
        "deployment-frequency",
        PerDay,
        "Deployments that started in the range and put their version in use, for each day of it.",
        IsLowerBetter: false);

    public static readonly MetricTerm LeadTime = new(
        "lead-time", Seconds, "From a commit to the end of the deployment that put it in use.");

    public static readonly MetricTerm ChangeFailureRate = new(
        "change-failure-rate", Share, "Deployments to which at least one incident is attributed, of all that have ended.");

    public static readonly MetricTerm FailedDeploymentRecovery = new(
        "failed-deployment-recovery",
        Seconds,
        "From the end of a deployment to the end of an incident that is attributed to it: its mitigation, or its resolution if no "
            + "mitigation is stated.");

    public static readonly MetricTerm ReworkRate = new(
        "rework-rate",
        Share,
        "Deployments that mended the one before, of all that have ended: rollbacks, those that followed one that was withdrawn, and those "
            + "that started while an incident that is attributed to the one before affected users.");
}
