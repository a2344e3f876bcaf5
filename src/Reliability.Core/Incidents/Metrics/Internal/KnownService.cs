using Reliability.Common;
using Reliability.Releases;

namespace Reliability.Incidents.Internal;

/// <summary>What a report knows of a service at its time, in the order of time.</summary>
internal sealed class KnownService
{
    private readonly Dictionary<string, Deployment> _causes = new(StringComparer.Ordinal);

    public KnownService(ServiceHistory history, TimeRange range, DateTimeOffset asOf, string environment)
    {
        Service = history.Service;
        All =
        [
            .. history.Incidents.Where(one => one.StartedAt <= asOf)
                .OrderBy(one => one.StartedAt)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        Counted = [.. All.Where(one => one.Counts)];
        Within = [.. All.Where(one => IsIn(one.StartedAt))];
        Misdated =
        [
            .. history.Incidents.Where(one =>
                one.Counts && !IsIn(one.StartedAt) && MetricReasons.OfDuration(one) is not null && HasPartIn(one.Times)),
        ];
        Actions = history.Actions?.Where(one => one.CreatedAt <= asOf).ToArray();
        Deployment[] deployments =
        [
            .. (history.Deployments ?? []).Where(one => one.StartedAt <= asOf)
                .OrderBy(one => one.StartedAt)
                .ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        HasDeployments = deployments.Length > 0;
        Deployments = [.. deployments.Where(IsHere)];
        DeploymentsElsewhere = [.. deployments.Where(one => !IsHere(one) && IsIn(one.StartedAt))];
        foreach (Incident one in HasDeployments ? Counted : [])
        {
            var attribution = DeploymentAttribution.Of(deployments, one.StartedAt, one.Definition.DeploymentId, environment);
            if (attribution.Deployment is { } cause && IsHere(cause))
            {
                _causes[one.Id] = cause;
            }
        }

        bool IsIn(DateTimeOffset at) => at >= range.Start && at < range.End;

        bool HasPartIn(IncidentTimes times) =>
            IncidentTimes.Milestones.Any(milestone => times.Of(milestone) is { } at && IsIn(at));

        bool IsHere(Deployment one) => environment.Equals(one.Environment, StringComparison.OrdinalIgnoreCase);
    }

    public string Service { get; }

    /// <summary>Gets all incidents, also those before the range and those that do not count.</summary>
    public Incident[] All { get; }

    /// <summary>Gets the incidents that count, also those before the range.</summary>
    public Incident[] Counted { get; }

    /// <summary>Gets the incidents that started in the range, also those that do not count.</summary>
    public Incident[] Within { get; }

    /// <summary>
    /// Gets the incidents that did not start in the range, have a milestone in it, and do not have a credible duration, as with a wrong
    /// year of the start. They would otherwise be in no list of any report.
    /// </summary>
    public Incident[] Misdated { get; }

    /// <summary>Gets the action items, or <see langword="null"/> if none are recorded.</summary>
    public ActionItem[]? Actions { get; }

    /// <summary>Gets whether deployments are recorded, in any environment.</summary>
    public bool HasDeployments { get; }

    /// <summary>Gets the deployments to the environment of the report, also those before the range.</summary>
    public Deployment[] Deployments { get; }

    /// <summary>Gets the deployments to other environments that started in the range.</summary>
    public Deployment[] DeploymentsElsewhere { get; }

    /// <summary>Returns the deployment to which an incident is attributed, or <see langword="null"/>.</summary>
    public Deployment? CauseOf(Incident one) => _causes.GetValueOrDefault(one.Id);
}
