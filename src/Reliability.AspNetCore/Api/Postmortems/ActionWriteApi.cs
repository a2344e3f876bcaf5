using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that change the actions of postmortems, also of those that are final.</summary>
internal static class ActionWriteApi
{
    private static readonly PostmortemStatus[] _any = [PostmortemStatus.Draft, PostmortemStatus.Review, PostmortemStatus.Final];

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost(
            "/postmortems/{service}/{incident}/actions/{id}",
            (HttpContext http, string service, string incident, string id, CancellationToken cancellationToken) =>
                PostmortemChanges.MakeAsync(
                    http,
                    name,
                    (service, incident),
                    WriteJson.Default.ActionRequest,
                    body => (body.Reason, body.Id, body.Etag),
                    body => (postmortems, seen, request) => postmortems.SetActionAsync(
                        seen, body.ToAction(id, seen, ExperimentApi.Now(http)), request, cancellationToken),
                    _any,
                    cancellationToken))
            .DescribePostmortem<ActionRequest>(
                "SetAction",
                "Adds an action to a postmortem, or replaces the one with this id, also if the postmortem is final. kind is prevent, "
                + "detect, mitigate or process.");
        group.MapPost(
            "/postmortems/{service}/{incident}/actions/{id}/close",
            (HttpContext http, string service, string incident, string id, CancellationToken cancellationToken) =>
                PostmortemChanges.MakeAsync(
                    http,
                    name,
                    (service, incident),
                    WriteJson.Default.ActionClosingBody,
                    body => (body.Reason, body.Id, body.Etag),
                    body =>
                    {
                        ActionStatus status = StatusOf(body.Status);
                        return (postmortems, seen, request) =>
                            postmortems.CloseActionAsync(seen, id, status, request, cancellationToken);
                    },
                    _any,
                    cancellationToken))
            .DescribePostmortem<ActionClosingBody>(
                "CloseAction", "Closes an action now, also of a postmortem that is final. status is done (default) or cancelled.");
    }

    private static ActionStatus StatusOf(string? text) => text switch
    {
        null => ActionStatus.Done,
        _ when text.Equals(nameof(ActionStatus.Done), StringComparison.OrdinalIgnoreCase) => ActionStatus.Done,
        _ when text.Equals(nameof(ActionStatus.Cancelled), StringComparison.OrdinalIgnoreCase) => ActionStatus.Cancelled,
        _ => throw new BadQueryException($"status: {Check.Rejection(text, "one of done (default), cancelled")}"),
    };
}
