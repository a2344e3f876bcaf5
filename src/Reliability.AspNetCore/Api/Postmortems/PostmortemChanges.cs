using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Makes the changes of postmortems that are requested over HTTP. Each names the version that the caller saw, and the history records the
/// authenticated user.
/// </summary>
internal static class PostmortemChanges
{
    private const string What = "postmortem";

    public delegate ValueTask<PostmortemUpdate> Change(IPostmortems postmortems, Postmortem seen, ChangeRequest request);

    /// <summary>Makes a change that the body of a request describes.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The name of the setup.</param>
    /// <param name="place">The service and the incident in the path.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="audit">Returns the reason, the id of the change and the version of the body.</param>
    /// <param name="change">The change.</param>
    /// <param name="allowed">
    /// The statuses in which the change is possible. If the caller saw another version than the present one, the change is tried as if the
    /// postmortem had the first of them, so that who is second gets a conflict with both versions and not only a rejection.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IResult> MakeAsync<TBody>(
        HttpContext http,
        string name,
        (string Service, string Incident) place,
        JsonTypeInfo<TBody> type,
        Func<TBody, (string Reason, string? Id, string? Etag)> audit,
        Func<TBody, Change> change,
        PostmortemStatus[] allowed,
        CancellationToken cancellationToken)
        where TBody : class
    {
        var caller = new Caller(http, name);
        string service = await caller.DeployedServiceAsync(place.Service).ConfigureAwait(false);
        TBody body = await RequestBody.ReadAsync(http, type, cancellationToken).ConfigureAwait(false);
        string incident = IncidentApi.Decoded(place.Incident);
        return await MakeAsync(http, caller, (service, incident), audit(body), change(body), allowed, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Makes a change of a postmortem of a service that the caller may reach.</summary>
    public static async Task<IResult> MakeAsync(
        HttpContext http,
        Caller caller,
        (string Service, string Incident) place,
        (string Reason, string? Id, string? Etag) audit,
        Change change,
        PostmortemStatus[] allowed,
        CancellationToken cancellationToken)
    {
        ChangeRequest request = WriteGuard.Request(http, audit.Reason, audit.Id);
        var version = SeenVersion.Of(http, audit.Etag, What);
        Postmortem current =
            await PostmortemApi.FindAsync(caller, place.Service, place.Incident, cancellationToken).ConfigureAwait(false);

        // The register compares the version that the caller saw with the present one, and knows a change that was made before.
        Postmortem seen = current with { ETag = new ETag(version.Value) };
        if (seen.ETag != current.ETag && !allowed.Contains(current.Status))
        {
            seen = seen with { Status = allowed[0] };
        }

        PostmortemUpdate update = await change(caller.Get<IPostmortems>(), seen, request).ConfigureAwait(false);
        if (update.IsStored)
        {
            Postmortem stored = update.Current!.ETag == seen.ETag ? current : update.Current;
            return Answer(http, update, stored, request.Id, StatusCodes.Status200OK);
        }

        return update.Outcome switch
        {
            PostmortemOutcome.NotFound => TypedResults.Problem(
                Names.Shorten(update.Rejection ?? "It does not exist.", 500), statusCode: StatusCodes.Status404NotFound),
            PostmortemOutcome.Conflict => Problem(
                http,
                update,
                update.Current!,
                version.IsHeader ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
                $"The postmortem of '{Names.Shorten(place.Incident)}' was changed since. Review both versions and decide again."),
            _ => Problem(
                http,
                update,
                current,
                StatusCodes.Status409Conflict,
                Names.Shorten(update.Rejection ?? "The change does not fit the state of the postmortem.", 500)),
        };
    }

    /// <summary>Answers a change that is stored, and writes it to the log.</summary>
    public static JsonHttpResult<PostmortemResource> Answer(
        HttpContext http, PostmortemUpdate update, Postmortem one, string changeId, int status)
    {
        if (one.History.FirstOrDefault(change => change.Id == changeId) is { } change)
        {
            ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
            Log.PostmortemChanged(logger, change.By, one.IncidentId, one.Service, change.Kind.ToString(), change.Id, change.Reason);
        }

        PostmortemApi.Tag(http, one);
        return Api.Json(PostmortemResource.From(one, update.Incident, update.Notice), status);
    }

    public static RouteHandlerBuilder DescribePostmortem<TBody>(
        this RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint.DescribePostmortem(name, summary).Accepts<TBody>("application/json");

    public static RouteHandlerBuilder DescribePostmortem(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Produces<PostmortemResource>()
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
        .ProducesProblem(415).ProducesProblem(503);

    private static ProblemHttpResult Problem(HttpContext http, PostmortemUpdate update, Postmortem current, int status, string detail)
    {
        PostmortemApi.Tag(http, current);
        ProblemHttpResult problem = VersionProblem.Of(
            status, detail, Element(update, current), update.Proposed is { } proposed ? Element(update, proposed) : null);
        if (update.Gaps.Count > 0)
        {
            problem.ProblemDetails.Extensions["gaps"] = JsonSerializer.SerializeToElement(
                PostmortemGapResource.Of(update.Gaps), ApiJson.Default.IReadOnlyListPostmortemGapResource);
        }

        return problem;
    }

    private static JsonElement Element(PostmortemUpdate update, Postmortem one) => JsonSerializer.SerializeToElement(
        PostmortemResource.From(one, update.Incident, update.Notice), ApiJson.Default.PostmortemResource);
}
