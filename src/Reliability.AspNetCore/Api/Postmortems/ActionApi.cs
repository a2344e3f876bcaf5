using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoint of the actions that follow from incidents.</summary>
internal static class ActionApi
{
    private const string AnyStatus = "all";

    public static void Map(RouteGroupBuilder group, string name) => group
        .MapMethods(
            "/actions",
            Api.Read,
            async (
                HttpContext http,
                string? service,
                string? incident,
                string? status,
                string? kind,
                string? owner,
                string? debtItem,
                string? dueUntil,
                string? overdue,
                string? limit,
                CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                var query = new ActionQuery
                {
                    IncidentId = incident,
                    Status = status switch
                    {
                        null => ActionStatus.Open,
                        AnyStatus => null,
                        _ => DebtQueryText.Word(status, nameof(status), ActionStatus.Unknown, $", {AnyStatus}"),
                    },
                    Kind = kind is null ? null : DebtQueryText.Word(kind, nameof(kind), ActionKind.Unknown),
                    Owner = owner,
                    DebtItemId = debtItem,
                    DueUntil = IncidentQueryText.Day(dueUntil, nameof(dueUntil)),
                    OnlyOverdue = overdue switch
                    {
                        null or "false" => false,
                        "true" => true,
                        _ => throw new BadQueryException($"overdue: {Check.Rejection(overdue, "'true' or 'false' (default)")}"),
                    },
                    MaxCount = Api.Limit(limit, nameof(limit), ActionQuery.MaxPageSize),
                };
                return Api.Json(await ListAsync(caller, service, query, cancellationToken).ConfigureAwait(false));
            })
        .Describe<ActionList>(
            "Actions",
            "The actions of postmortems in every status, those first that are due first: at most limit of them, by default 100. status is "
            + "open (default), done, cancelled or all; incident, kind, owner, debtItem, dueUntil (2026-04-01) and overdue=true select "
            + "further.")
        .ProducesProblem(400)
        .ProducesProblem(404);

    private static async ValueTask<ActionList> ListAsync(
        Caller caller, string? service, ActionQuery query, CancellationToken cancellationToken)
    {
        List<TrackedAction> found = [];
        List<UnreadableResource> unreadable = [];
        (int total, int overdue) = (0, 0);
        foreach (string one in await IncidentApi.ServicesAsync(caller, service).ConfigureAwait(false))
        {
            ActionPage page = await caller.Get<IPostmortems>().ListActionsAsync(query with { Service = one }, cancellationToken)
                .ConfigureAwait(false);
            found.AddRange(page.Actions);
            unreadable.AddRange(page.Unreadable.Select(UnreadableResource.From));
            (total, overdue) = (total + page.TotalCount, overdue + page.OverdueCount);
        }

        return new ActionList(
            [
                .. found.OrderBy(one => one.Action.DueOn ?? DateOnly.MaxValue)
                    .ThenBy(one => one.Action.CreatedAt)
                    .ThenBy(one => one.Service, StringComparer.Ordinal)
                    .ThenBy(one => one.Action.IncidentId, StringComparer.Ordinal)
                    .ThenBy(one => one.Action.Id, StringComparer.Ordinal)
                    .Take(query.MaxCount)
                    .Select(ActionResource.From),
            ],
            total,
            overdue,
            unreadable);
    }
}
