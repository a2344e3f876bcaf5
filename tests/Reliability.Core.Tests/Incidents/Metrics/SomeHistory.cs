using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Core.Tests.Incidents.Metrics;

/// <summary>Histories of the service <c>shop</c> in the first 90 days of 2026, for tests.</summary>
internal static class SomeHistory
{
    public static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset To = From.AddDays(90);
    public static readonly TimeRange Quarter = new(From, To);

    /// <summary>Twelve durations in minutes. Their median is 57.5, their mean 201 and their 90th percentile 234.7.</summary>
    public static readonly int[] Twelve = [1592, 8, 52, 245, 15, 142, 26, 34, 110, 45, 63, 80];

    public static DateTimeOffset At(double minutes) => From.AddMinutes(minutes);

    /// <summary>An incident whose milestones are minutes of the quarter.</summary>
    public static Incident Incident(
        string id,
        double? started,
        double? resolved,
        double? detected = null,
        double? acknowledged = null,
        double? mitigated = null) => SomeIncidents.Of(id, At(started ?? 0)) with
        {
            OpenedAt = At(started ?? detected ?? 0),
            Times = new IncidentTimes
            {
                StartedAt = Moment(started),
                DetectedAt = Moment(detected),
                AcknowledgedAt = Moment(acknowledged),
                MitigatedAt = Moment(mitigated),
                ResolvedAt = Moment(resolved),
            },
        };

    public static Incident With(this Incident one, Func<IncidentDefinition, IncidentDefinition> change) =>
        one with { Definition = change(one.Definition) };

    /// <summary>Incidents that lasted so many minutes, one a day, of causes of their own.</summary>
    public static Incident[] Lasting(IEnumerable<int> minutes, int firstDay = 1) =>
    [
        .. minutes.Select((length, i) => Incident($"i{i:00}", (firstDay + i) * 1440, ((firstDay + i) * 1440) + length)
            .With(one => one with { CauseClass = null })),
    ];

    public static Deployment Deployment(
        string id,
        double started,
        double? ended,
        DeploymentStatus status = DeploymentStatus.Succeeded,
        string? rollbackOf = null,
        params double[] commits) => new()
        {
            Id = id,
            Service = "shop",
            Environment = "Production",
            Version = id,
            StartedAt = At(started),
            EndedAt = Moment(ended),
            Status = ended is null ? DeploymentStatus.Running : status,
            By = "pipeline",
            RollbackOf = rollbackOf,
            Commits = [.. commits.Select((at, i) => new DeploymentCommit { Id = $"{id}-{i}", At = At(at) })],
            Revision = 1,
        };

    public static ActionItem Action(
        string id,
        double created,
        double? closed = null,
        ActionStatus status = ActionStatus.Done,
        string incident = "a",
        ActionKind kind = ActionKind.Prevent) => new()
        {
            Id = id,
            IncidentId = incident,
            Title = "Test the failover",
            Kind = kind,
            Status = closed is null ? ActionStatus.Open : status,
            CreatedAt = At(created),
            ClosedAt = Moment(closed),
        };

    public static ImprovementInput Input(
        IReadOnlyList<Incident> incidents,
        IReadOnlyList<Deployment>? deployments = null,
        IReadOnlyList<ActionItem>? actions = null) => new()
        {
            Range = Quarter,
            AsOf = To,
            Services = [new ServiceHistory { Service = "shop", Incidents = incidents, Deployments = deployments, Actions = actions }],
        };

    public static ImprovementReport Report(
        IReadOnlyList<Incident> incidents,
        IReadOnlyList<Deployment>? deployments = null,
        IReadOnlyList<ActionItem>? actions = null) => ImprovementMetrics.Of(Input(incidents, deployments, actions));

    public static IEnumerable<(string Id, string Reason)> Reasons(this ImprovementMetric metric) =>
        metric.Excluded.Select(one => (one.Id, one.Reason));

    public static double?[] Minutes(params TimeSpan?[] values) => [.. values.Select(one => one?.TotalMinutes)];

    private static DateTimeOffset? Moment(double? minutes) => minutes is { } at ? At(at) : null;
}
