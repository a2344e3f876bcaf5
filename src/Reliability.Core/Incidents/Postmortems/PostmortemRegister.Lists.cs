using Reliability.Incidents.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <content>What is due.</content>
public sealed partial class PostmortemRegister
{
    /// <inheritdoc/>
    public async ValueTask<ActionPage> ListActionsAsync(ActionQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ActionQuery();
        DateOnly today = PostmortemRules.DayOf(_timeProvider.GetUtcNow(), _zone);
        List<UnreadableDocument> unreadable = [];
        List<TrackedAction> found = [];
        await foreach (Postmortem one in ReadAsync(query.Service, unreadable, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(one.Content.Actions.Select(action => Track(one, action, today)).Where(query.Matches));
        }

        return new ActionPage
        {
            Actions =
            [
                .. found.OrderBy(one => one.Action.DueOn ?? DateOnly.MaxValue)
                    .ThenBy(one => one.Action.CreatedAt)
                    .ThenBy(one => one.Service, StringComparer.Ordinal)
                    .ThenBy(one => one.Action.IncidentId, StringComparer.Ordinal)
                    .ThenBy(one => one.Action.Id, StringComparer.Ordinal)
                    .Take(query.MaxCount),
            ],
            TotalCount = found.Count,
            OverdueCount = found.Count(one => one.IsOverdue),
            Unreadable = unreadable,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RequiredPostmortem>> ListRequiredAsync(
        string? service = null, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = _timeProvider.GetUtcNow();
        List<RequiredPostmortem> required = [];
        foreach (string one in service is null ? Services : [service])
        {
            PostmortemReader reader = ReaderOf(one);
            var query = new IncidentQuery { Service = one, From = now - Policy.Lookback, Kind = IncidentKind.Incident };
            await foreach (Incident incident in _incidents.ReadAllAsync(query, null, cancellationToken).ConfigureAwait(false))
            {
                Incident measured = incident.Counts && CostMeter.IsOpen(incident, now)
                    ? await _incidents.GetAsync(one, incident.Id, cancellationToken).ConfigureAwait(false) ?? incident
                    : incident;
                if (!measured.Counts || !(measured.BudgetBurnt > Policy.RequiredAboveBudgetShare))
                {
                    continue;
                }

                Postmortem? postmortem = await reader.GetAsync(incident.Id, cancellationToken).ConfigureAwait(false);
                DateTimeOffset? due = measured.EndedAt + Policy.DueWithin;
                required.Add(new RequiredPostmortem
                {
                    Service = one,
                    IncidentId = measured.Id,
                    Title = measured.Title,
                    BudgetShare = measured.BudgetBurnt!.Value,
                    DueAt = due,
                    Status = postmortem?.Status,
                    IsOverdue = due < now && postmortem?.Status != PostmortemStatus.Final,
                });
            }
        }

        return
        [
            .. required.OrderBy(one => one.DueAt ?? DateTimeOffset.MaxValue)
                .ThenBy(one => one.Service, StringComparer.Ordinal)
                .ThenBy(one => one.IncidentId, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    async ValueTask<IReadOnlyList<ActionItem>> IActionSource.GetActionsAsync(string service, CancellationToken cancellationToken)
    {
        List<ActionItem> actions = [];
        await foreach (Postmortem one in ReadAsync(service, [], cancellationToken).ConfigureAwait(false))
        {
            actions.AddRange(one.Content.Actions);
        }

        return actions;
    }

    private static TrackedAction Track(Postmortem postmortem, ActionItem action, DateOnly today) => new()
    {
        Service = postmortem.Service,
        Action = action,
        PostmortemTitle = postmortem.Title,
        PostmortemStatus = postmortem.Status,
        DaysLeft = action is { Status: ActionStatus.Open, DueOn: { } due } ? due.DayNumber - today.DayNumber : null,
    };
}
