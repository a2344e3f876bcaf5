using Reliability.Alerting;
using Reliability.Incidents.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>Reports.</content>
public sealed partial class IncidentRegister
{
    /// <inheritdoc/>
    public async ValueTask<IncidentReport> GetReportAsync(IncidentReportQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        IncidentReader reader = ReaderOf(query.Service);
        OnCallHours hours = query.HoursOf(OnCall);
        List<ReportedIncident> all = [];
        List<UnreadableDocument> unreadable = [];
        await foreach ((IReadOnlyList<StoredIncident> incidents, IReadOnlyList<UnreadableDocument> faulty) in
            reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            all.AddRange(incidents.Select(one => new ReportedIncident(one.Head)));
            unreadable.AddRange(faulty);
        }

        DateTimeOffset now = Now();
        List<DateTimeOffset>? pages = _alerts is null ? null : [];
        if (_alerts is not null)
        {
            await foreach (AlertTransition one in _alerts.ReadAsync(query.Service, 0, cancellationToken).ConfigureAwait(false))
            {
                if (one.Notification is { Kind: AlertTransitionKind.Fired, Severity: AlertSeverity.Page })
                {
                    pages!.Add(one.Notification.FiredAt);
                }
            }
        }

        return IncidentReportBuilder.Build(query, all, pages, hours, _zone, now) with { Unreadable = unreadable };
    }
}
