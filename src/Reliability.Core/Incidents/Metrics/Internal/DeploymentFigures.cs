using Reliability.Common;
using Reliability.Releases;

namespace Reliability.Incidents.Internal;

/// <summary>The metrics of deployments.</summary>
internal sealed class DeploymentFigures
{
    private readonly KnownService[] _services;
    private readonly TimeRange _range;
    private readonly DateTimeOffset _asOf;

    public DeploymentFigures(KnownService[] services, TimeRange range, DateTimeOffset asOf)
    {
        _services = services;
        _range = range;
        _asOf = asOf;
    }

    public RateMetric Frequency()
    {
        ExclusionList excluded = Excluded();
        int count = 0;
        foreach (Deployment one in Ended())
        {
            if (IsPutInUse(one))
            {
                count++;
            }
            else
            {
                excluded.Add(one.Service, one.Id, one.StartedAt, MetricReasons.FailedDeployment);
            }
        }

        bool isRecorded = _services.Any(one => one.HasDeployments);
        return MetricValues.Rate(
            MetricTerm.DeploymentFrequency, count, isRecorded ? TimeSpan.FromDays(1) / _range.Length : null, excluded);
    }

    public DurationMetric LeadTime()
    {
        var sample = new DurationSample(MetricTerm.LeadTime, _asOf);
        Exclude(sample.Exclude);
        foreach (Deployment one in Ended())
        {
            string? reason = !IsPutInUse(one) ? MetricReasons.FailedDeployment
                : one.RollbackOf is not null ? MetricReasons.Rollback
                : one.Commits.Count == 0 ? MetricReasons.NoCommits
                : null;
            if (reason is not null)
            {
                sample.Exclude(one.Service, one.Id, one.StartedAt, reason);
                continue;
            }

            foreach (DeploymentCommit commit in one.Commits)
            {
                sample.Add(one.Service, commit.Id, commit.At, one.EndedAt);
            }
        }

        return sample.ToMetric();
    }

    /// <summary>Each deployment counts once, however many incidents it caused, so that the rate is never above 1.</summary>
    public ShareMetric ChangeFailureRate()
    {
        HashSet<(string, string)> failed =
        [
            .. from service in _services
               from incident in service.Counted
               let cause = service.CauseOf(incident)
               where cause is not null
               select (cause.Service, cause.Id),
        ];
        Deployment[] ended = [.. Ended()];
        return MetricValues.Share(
            MetricTerm.ChangeFailureRate, ended.Count(one => failed.Contains((one.Service, one.Id))), ended.Length, Excluded());
    }

    public DurationMetric Recovery()
    {
        var sample = new DurationSample(MetricTerm.FailedDeploymentRecovery, _asOf, Incident.MaxDuration);
        foreach (KnownService service in _services)
        {
            foreach (Incident one in service.Within)
            {
                if (service.CauseOf(one) is not { } cause)
                {
                    continue;
                }

                if (MetricReasons.OfDuration(one) is { } doubt)
                {
                    sample.Exclude(one.Service, one.Id, one.StartedAt, doubt);
                }
                else if (EndOf(cause) is { } end)
                {
                    sample.Add(one.Service, one.Id, end, one.EndedAt);
                }
                else
                {
                    sample.Exclude(one.Service, one.Id, one.StartedAt, MetricReasons.NotEnded);
                }
            }
        }

        return sample.ToMetric();
    }

    /// <summary>
    /// The rework rate of DORA is the share of unplanned deployments that mend something that users noticed. No field of a deployment says
    /// that it was not planned, so that it is one that mends the deployment before.
    /// </summary>
    public ShareMetric ReworkRate()
    {
        int ended = 0;
        int rework = 0;
        foreach (KnownService service in _services)
        {
            ILookup<string, Incident> caused = service.Counted.Where(one => service.CauseOf(one) is not null)
                .ToLookup(one => service.CauseOf(one)!.Id, StringComparer.Ordinal);
            Deployment? before = null;
            foreach (Deployment one in service.Deployments)
            {
                if (IsWithin(one) && EndOf(one) is not null)
                {
                    ended++;
                    rework += one.RollbackOf is not null || (before is not null && Mends(one, before, caused[before.Id])) ? 1 : 0;
                }

                before = one;
            }
        }

        return MetricValues.Share(MetricTerm.ReworkRate, rework, ended, Excluded());
    }

    private static bool Mends(Deployment one, Deployment before, IEnumerable<Incident> caused) =>
        before.Status == DeploymentStatus.RolledBack
        || caused.Any(incident => incident.StartedAt <= one.StartedAt && !(incident.EndedAt <= one.StartedAt));

    private static bool IsPutInUse(Deployment one) => one.Status is DeploymentStatus.Succeeded or DeploymentStatus.RolledBack;

    private bool IsWithin(Deployment one) => one.StartedAt >= _range.Start && one.StartedAt < _range.End;

    private DateTimeOffset? EndOf(Deployment one) => one.EndedAt <= _asOf ? one.EndedAt : null;

    private IEnumerable<Deployment> Ended() =>
        _services.SelectMany(one => one.Deployments).Where(one => IsWithin(one) && EndOf(one) is not null);

    private ExclusionList Excluded()
    {
        var excluded = new ExclusionList();
        Exclude(excluded.Add);
        return excluded;
    }

    /// <summary>Excludes the deployments of the range that no metric of deployments counts.</summary>
    private void Exclude(Action<string, string, DateTimeOffset, string> exclude)
    {
        foreach (KnownService service in _services)
        {
            foreach (Deployment one in service.Deployments.Where(one => IsWithin(one) && EndOf(one) is null))
            {
                exclude(one.Service, one.Id, one.StartedAt, MetricReasons.NotEnded);
            }

            foreach (Deployment one in service.DeploymentsElsewhere)
            {
                exclude(one.Service, one.Id, one.StartedAt, MetricReasons.OtherEnvironment);
            }
        }
    }
}
