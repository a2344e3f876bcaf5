using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that draft and change postmortems.</summary>
internal static class PostmortemWriteApi
{
    /// <summary>The statuses in which the text can be changed.</summary>
    public static readonly PostmortemStatus[] Open = [PostmortemStatus.Draft, PostmortemStatus.Review];

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost(
            "/postmortems/{service}/{incident}/draft",
            async Task<IResult> (HttpContext http, string service, string incident, CancellationToken cancellationToken) =>
            {
                incident = IncidentApi.Decoded(incident);
                var caller = new Caller(http, name);
                string known = await caller.DeployedServiceAsync(service).ConfigureAwait(false);
                PostmortemDraftBody body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.PostmortemDraftBody, cancellationToken).ConfigureAwait(false);
                ChangeRequest request = WriteGuard.Request(http, body.Reason, body.Id);
                PostmortemUpdate update = await caller.Get<IPostmortems>().DraftAsync(known, incident, request, cancellationToken)
                    .ConfigureAwait(false);
                if (!update.IsStored)
                {
                    return TypedResults.Problem(
                        Names.Shorten(update.Rejection ?? "The incident takes no postmortem.", 500),
                        statusCode: update.Outcome == PostmortemOutcome.NotFound
                            ? StatusCodes.Status404NotFound
                            : StatusCodes.Status409Conflict);
                }

                bool isNew = update.Current!.History[0].Id == request.Id;
                return PostmortemChanges.Answer(
                    http, update, update.Current, request.Id, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            })
            .DescribePostmortem<PostmortemDraftBody>(
                "DraftPostmortem",
                "Drafts the postmortem of an incident: title, timeline, duration, impact, objectives and burnt budget are filled in. If "
                + "there is one, it is returned as it is, with 200.")
            .Produces<PostmortemResource>(StatusCodes.Status201Created);
        group.MapPost(
            "/postmortems/{service}/{incident}",
            (HttpContext http, string service, string incident, CancellationToken cancellationToken) => PostmortemChanges.MakeAsync(
                http,
                name,
                (service, incident),
                WriteJson.Default.PostmortemEditBody,
                body => (body.Reason, body.Id, body.Etag),
                body => (postmortems, seen, request) => postmortems.EditAsync(
                    seen,
                    BodyPath.At(
                        "content",
                        () => (body.Content ?? throw new BadQueryException("The value must be an object, and not null."))
                            .ToContent(seen, ExperimentApi.Now(http))),
                    request,
                    cancellationToken),
                Open,
                cancellationToken))
            .DescribePostmortem<PostmortemEditBody>(
                "EditPostmortem",
                "Replaces the content of a postmortem that is a draft or in review. What the body leaves out is removed.")
            .WithMetadata(BodyLimit.Postmortem);
        MapStep(
            group,
            name,
            "submit",
            "Sends a draft to review.",
            (postmortems, seen, request, ct) => postmortems.SubmitAsync(seen, request, ct),
            PostmortemStatus.Draft);
        MapStep(
            group,
            name,
            "return",
            "Makes a postmortem that is in review or final a draft again.",
            (postmortems, seen, request, ct) => postmortems.ReturnAsync(seen, request, ct),
            PostmortemStatus.Review,
            PostmortemStatus.Final);
        MapStep(
            group,
            name,
            "finalize",
            "Makes a postmortem that is in review final. If something is missing, the response is 409, and gaps says what.",
            (postmortems, seen, request, ct) => postmortems.FinalizeAsync(seen, request, ct),
            PostmortemStatus.Review);
    }

    private static void MapStep(
        RouteGroupBuilder group,
        string name,
        string step,
        string summary,
        Func<IPostmortems, Postmortem, ChangeRequest, CancellationToken, ValueTask<PostmortemUpdate>> change,
        params PostmortemStatus[] allowed) => group
        .MapPost(
            $"/postmortems/{{service}}/{{incident}}/{step}",
            (HttpContext http, string service, string incident, CancellationToken cancellationToken) => PostmortemChanges.MakeAsync(
                http,
                name,
                (service, incident),
                WriteJson.Default.PostmortemChangeBody,
                body => (body.Reason, body.Id, body.Etag),
                _ => (postmortems, seen, request) => change(postmortems, seen, request, cancellationToken),
                allowed,
                cancellationToken))
        .DescribePostmortem<PostmortemChangeBody>($"{char.ToUpperInvariant(step[0])}{step[1..]}Postmortem", summary);
}
