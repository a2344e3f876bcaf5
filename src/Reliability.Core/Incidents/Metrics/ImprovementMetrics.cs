using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>
/// Computes the metrics of improvement. The same records give the same figures, in any order, culture and time zone; no clock is read.
/// </summary>
public static class ImprovementMetrics
{
    /// <summary>Returns the metrics of a period.</summary>
    /// <param name="input">The records.</param>
    /// <exception cref="ArgumentException">
    /// The range is empty or starts at <see cref="ImprovementInput.AsOf"/> or later, a service occurs twice, or an incident or a deployment
    /// belongs to another service.
    /// </exception>
    public static ImprovementReport Of(ImprovementInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ServiceHistory[] services = Check.Copy(input.Services);
        MetricRange.RequireServices(services);
        TimeRange range = MetricRange.Of(input.Range, input.AsOf);
        DateTimeOffset asOf = input.AsOf.ToUniversalTime();
        KnownService[] known =
        [
            .. services.OrderBy(one => one.Service, StringComparer.Ordinal)
                .Select(one => new KnownService(one, range, asOf, input.Environment)),
        ];
        var incidents = new IncidentFigures(known, range, asOf);
        var deployments = new DeploymentFigures(known, range, asOf);
        return new ImprovementReport
        {
            Services = [.. known.Select(one => one.Service)],
            AsOf = asOf,
            Range = range,
            Environment = input.Environment,
            TimeToDetect = incidents.TimeToDetect(),
            TimeToAcknowledge = incidents.TimeToAcknowledge(),
            TimeToMitigate = incidents.TimeToMitigate(),
            TimeToRestore = incidents.TimeToRestore(),
            TimeToResolve = incidents.TimeToResolve(),
            UptimeMtbf = incidents.UptimeMtbf(),
            FrequencyPer30Days = incidents.Frequency(),
            RecurringShare = incidents.RecurringShare(),
            Recurrences = incidents.Recurrences,
            TimeToImplement = ActionFigures.TimeToImplement(known, range, asOf),
            DeploymentFrequency = deployments.Frequency(),
            LeadTime = deployments.LeadTime(),
            ChangeFailureRate = deployments.ChangeFailureRate(),
            FailedDeploymentRecovery = deployments.Recovery(),
            ReworkRate = deployments.ReworkRate(),
        };
    }
}
