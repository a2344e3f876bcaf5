using Reliability.Common;

namespace Reliability.Incidents.Internal;

/// <summary>What became of action items.</summary>
internal static class ActionFigures
{
    public static DurationMetric TimeToImplement(KnownService[] services, TimeRange range, DateTimeOffset asOf)
    {
        var sample = new DurationSample(MetricTerm.TimeToImplement, asOf);
        foreach (KnownService service in services)
        {
            foreach (ActionItem one in (service.Actions ?? []).Where(one => one.CreatedAt >= range.Start && one.CreatedAt < range.End))
            {
                string? reason = StatusAt(one, asOf) switch
                {
                    ActionStatus.Cancelled => MetricReasons.Cancelled,
                    ActionStatus.Done when one.ClosedAt is null => MetricReasons.NoCompletion,
                    _ => null,
                };
                if (reason is null)
                {
                    sample.Add(service.Service, one.Id, one.CreatedAt, one.Status == ActionStatus.Done ? one.ClosedAt : null);
                }
                else
                {
                    sample.Exclude(service.Service, one.Id, one.CreatedAt, reason);
                }
            }
        }

        return sample.ToMetric();
    }

    /// <summary>Returns what had become of the measures that should have prevented an incident when it came again.</summary>
    public static PreventionState PreventionOf(ActionItem[]? actions, string incidentId, DateTimeOffset at)
    {
        if (actions is null)
        {
            return PreventionState.Unknown;
        }

        ActionStatus[] filed =
        [
            .. actions.Where(one => one.Kind == ActionKind.Prevent && one.IncidentId == incidentId && one.CreatedAt <= at)
                .Select(one => StatusAt(one, at)),
        ];
        return filed.Length == 0 ? PreventionState.NeverFiled
            : filed.Contains(ActionStatus.Open) ? PreventionState.Open
            : filed.Contains(ActionStatus.Done) ? PreventionState.Done
            : PreventionState.Cancelled;
    }

    private static ActionStatus StatusAt(ActionItem one, DateTimeOffset at) => one.ClosedAt > at ? ActionStatus.Open : one.Status;
}
