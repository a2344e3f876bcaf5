namespace Reliability.Incidents.Internal;

/// <summary>Why a record does not count for a metric.</summary>
internal static class MetricReasons
{
    public const string Duplicate = "duplicate";
    public const string Maintenance = "maintenance";
    public const string NearMiss = "near miss";
    public const string Negative = "negative duration";
    public const string Zero = "zero duration";
    public const string TooLong = "longer than 30 days";
    public const string NoStart = "no time of start";
    public const string NoDetection = "no time of detection";
    public const string NoAcknowledgement = "no time of acknowledgement";
    public const string NoMitigation = "no time of mitigation";
    public const string NoCompletion = "no time of completion";
    public const string NotBegun = "began after the time of the report";
    public const string Cancelled = "cancelled";
    public const string OtherEnvironment = "other environment";
    public const string NotEnded = "deployment has not ended";
    public const string FailedDeployment = "deployment failed";
    public const string Rollback = "rollback";
    public const string NoCommits = "no commits";

    /// <summary>Returns why an incident does not count as one, or <see langword="null"/>.</summary>
    public static string? OfKind(Incident one) => one.Definition switch
    {
        { Kind: IncidentKind.Maintenance } => Maintenance,
        { Kind: IncidentKind.NearMiss } => NearMiss,
        { DuplicateOf: not null } => Duplicate,
        _ => null,
    };

    /// <summary>Returns why the durations of an incident do not count, or <see langword="null"/>.</summary>
    public static string? OfDuration(Incident one) => one.Doubts switch
    {
        var doubts when doubts.HasFlag(IncidentDoubts.NegativeDuration) => Negative,
        var doubts when doubts.HasFlag(IncidentDoubts.ZeroDuration) => Zero,
        var doubts when doubts.HasFlag(IncidentDoubts.TooLong) => TooLong,
        _ => null,
    };
}
