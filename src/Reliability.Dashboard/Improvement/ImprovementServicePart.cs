using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>What the section has of a service.</summary>
internal sealed class ImprovementServicePart(
    string service, ImprovementReport report, ActionFigures? actions, RequiredFigures? required)
{
    /// <summary>Gets the row of the service.</summary>
    public ImprovementServiceRow Row { get; } = new()
    {
        Service = service,
        Restore = MetricRows.Of(report.TimeToRestore, required is not null),
        Recurring = MetricRows.Of(report.RecurringShare, required is not null),
        ChangeFailure = MetricRows.Of(report.ChangeFailureRate, required is not null),
        Implement = MetricRows.Of(report.TimeToImplement, required is not null),
        OpenActions = actions?.Open,
        OverdueActions = actions?.Overdue,
        MissingPostmortems = required?.Missing,
        OverduePostmortems = required?.Overdue,
    };

    /// <summary>Gets the first overdue actions.</summary>
    public IReadOnlyList<ActionRow> Overdue { get; } = [.. actions?.Items.Where(one => one.IsOverdue) ?? []];

    /// <summary>Gets the first incidents whose postmortem is overdue.</summary>
    public IReadOnlyList<RequiredRow> Required { get; } = [.. required?.Items.Where(one => one.IsOverdue) ?? []];
}
