using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The endpoints that change incidents. Each change names the version that the caller saw, and the history records the authenticated user.
/// </summary>
internal static class IncidentWriteApi
{
    private const string What = "incident";

    private delegate ValueTask<IncidentUpdate> Change<TBody>(
        IIncidents incidents, Incident seen, TBody body, ChangeRequest request, CancellationToken cancellationToken);

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/incidents", async Task<IResult> (HttpContext http, CancellationToken cancellationToken) =>
            {
                IncidentRequest body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.IncidentRequest, cancellationToken).ConfigureAwait(false);
                var caller = new Caller(http, name);
                ChangeRequest request = WriteGuard.Request(http, body.Reason, body.Id);
                IncidentUpdate update = await caller.Get<IIncidents>().OpenAsync(
                    new IncidentOpening
                    {
                        Service = await caller.DeployedServiceAsync(
                            body.Service ?? throw new BadQueryException("The body has no service.")).ConfigureAwait(false),
                        Definition = body.ToDefinition(),
                        Times = body.ToTimes(),
                        IsAnonymous = body.IsAnonymous,
                        By = request.By,
                        Reason = request.Reason,
                        Id = request.Id,
                    },
                    cancellationToken).ConfigureAwait(false);
                return update.IsStored
                    ? Answer(http, update.Current!, request.Id, StatusCodes.Status201Created)
                    : TypedResults.Problem(update.Rejection, statusCode: StatusCodes.Status404NotFound);
            })
            .DescribeIncident<IncidentRequest>(
                "OpenIncident", "Opens an incident, or records one that is over.", StatusCodes.Status201Created)
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost(
            "/incidents/{id}",
            (HttpContext http, string id, string? service, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                service,
                WriteJson.Default.IncidentRequest,
                body =>
                {
                    body.RequireEdit();
                    return (body.Reason, body.Id, body.Etag);
                },
                (incidents, seen, body, request, ct) => incidents.EditAsync(seen, body.ToDefinition(), request, ct),
                cancellationToken))
            .DescribeIncident<IncidentRequest>("EditIncident",
                "Replaces the definition of an incident. A field that is only to open one, such as a milestone, is 400.")
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost(
            "/incidents/{id}/milestones",
            (HttpContext http, string id, string? service, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                service,
                WriteJson.Default.IncidentMilestoneBody,
                body => (body.Reason, body.Id, body.Etag),
                (incidents, seen, body, request, ct) => incidents.SetMilestoneAsync(
                    seen,
                    new IncidentMilestoneRequest
                    {
                        Milestone = IncidentQueryText.Word<IncidentMilestone>(body.Milestone, "milestone"),
                        At = body.At,
                        IsEstimate = body.IsEstimate,
                        By = request.By,
                        Reason = request.Reason,
                        Id = request.Id,
                    },
                    ct),
                cancellationToken))
            .DescribeIncident<IncidentMilestoneBody>("SetMilestone", "Sets a milestone of an incident, or removes it.");
        group.MapPost(
            "/incidents/{id}/notes",
            (HttpContext http, string id, string? service, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                service,
                WriteJson.Default.IncidentNoteBody,
                body => (body.Reason ?? "Entry of the timeline", body.Id, body.Etag),
                (incidents, seen, body, request, ct) => incidents.NoteAsync(
                    seen,
                    new IncidentNoteRequest { Text = body.Text, At = body.At, By = request.By, Reason = request.Reason, Id = request.Id },
                    ct),
                cancellationToken))
            .DescribeIncident<IncidentNoteBody>("NoteIncident", "Adds an entry to the timeline of an incident.")
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost(
            "/incidents/{id}/resolve",
            (HttpContext http, string id, string? service, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                service,
                WriteJson.Default.IncidentResolutionBody,
                body => (body.Reason, body.Id, body.Etag),
                (incidents, seen, body, request, ct) => incidents.ResolveAsync(
                    seen,
                    new IncidentResolution
                    {
                        ResolvedAt = body.ResolvedAt,
                        CauseClass = body.CauseClass,
                        Impact = body.Impact,
                        By = request.By,
                        Reason = request.Reason,
                        Id = request.Id,
                    },
                    ct),
                cancellationToken))
            .DescribeIncident<IncidentResolutionBody>("ResolveIncident", "Resolves an incident, with its cause and impact.")
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost(
            "/incidents/{id}/reopen",
            (HttpContext http, string id, string? service, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                service,
                WriteJson.Default.IncidentChangeBody,
                body => (body.Reason, body.Id, body.Etag),
                (incidents, seen, _, request, ct) => incidents.ReopenAsync(seen, request, ct),
                cancellationToken))
            .DescribeIncident<IncidentChangeBody>("ReopenIncident", "Opens an incident again.");
    }

    private static async Task<IResult> ChangeAsync<TBody>(
        HttpContext http,
        string name,
        string id,
        string? service,
        JsonTypeInfo<TBody> type,
        Func<TBody, (string Reason, string? Id, string? Etag)> audit,
        Change<TBody> change,
        CancellationToken cancellationToken)
        where TBody : class
    {
        TBody body = await RequestBody.ReadAsync(http, type, cancellationToken).ConfigureAwait(false);
        (string reason, string? changeId, string? etag) = audit(body);
        ChangeRequest request = WriteGuard.Request(http, reason, changeId);
        var version = SeenVersion.Of(http, etag, What);
        var caller = new Caller(http, name);
        Incident current = await IncidentApi.FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);

        // The register compares the version that the caller saw with the present one, and knows a change that was made before.
        Incident seen = current with { ETag = new ETag(version.Value) };
        IncidentUpdate update =
            await change(caller.Get<IIncidents>(), seen, body, request, cancellationToken).ConfigureAwait(false);
        if (update.IsStored)
        {
            Incident stored = update.Current!.ETag == seen.ETag ? current : update.Current;
            return Answer(http, stored, request.Id, StatusCodes.Status200OK);
        }

        return update.Outcome switch
        {
            IncidentOutcome.NotFound => TypedResults.Problem(update.Rejection, statusCode: StatusCodes.Status404NotFound),
            IncidentOutcome.Conflict => Problem(
                http,
                update.Current!,
                update.Proposed,
                version.IsHeader ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
                $"The incident '{Names.Shorten(id)}' was changed since. Review both versions and decide again."),
            _ => Problem(
                http,
                current,
                proposed: null,
                StatusCodes.Status409Conflict,
                Names.Shorten(update.Rejection ?? "The change does not fit the state of the incident.", 500)),
        };
    }

    private static JsonHttpResult<IncidentResource> Answer(HttpContext http, Incident one, string changeId, int status)
    {
        if (one.History.FirstOrDefault(change => change.Id == changeId) is { } change)
        {
            ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
            Log.IncidentChanged(logger, change.By, one.Id, one.Service, change.Kind.ToString(), change.Id, change.Reason);
        }

        IncidentApi.Tag(http, one);
        return Api.Json(IncidentResource.From(one, IncidentApi.Now(http)), status);
    }

    private static ProblemHttpResult Problem(HttpContext http, Incident current, Incident? proposed, int status, string detail)
    {
        IncidentApi.Tag(http, current);
        return VersionProblem.Of(status, detail, Element(http, current), proposed is null ? null : Element(http, proposed));
    }

    private static JsonElement Element(HttpContext http, Incident one) =>
        JsonSerializer.SerializeToElement(IncidentResource.From(one, IncidentApi.Now(http)), ApiJson.Default.IncidentResource);

    private static RouteHandlerBuilder DescribeIncident<TBody>(
        this RouteHandlerBuilder endpoint, string name, string summary, int status = StatusCodes.Status200OK)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>("application/json")
        .Produces<IncidentResource>(status)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
        .ProducesProblem(415).ProducesProblem(503);
}
