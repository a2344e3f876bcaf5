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
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The endpoints that change technical debt. Each change names the version that the caller saw, and the history records the authenticated
/// user.
/// </summary>
internal static class DebtWriteApi
{
    private const string Item = "item";

    private delegate ValueTask<DebtUpdate> Change<TBody>(
        IDebtRegister debt, DebtItem seen, TBody body, ChangeRequest request, CancellationToken cancellationToken);

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/debt", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                DebtItemRequest body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.DebtItemRequest, cancellationToken).ConfigureAwait(false);
                IDebtRegister debt = await DebtApi.RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                ChangeRequest request = WriteGuard.Request(http, body.Reason, body.Id);
                DebtItem item = await debt.RegisterAsync(body.ToDefinition(), request, cancellationToken).ConfigureAwait(false);
                return await AnswerAsync(http, debt, item, request.Id, StatusCodes.Status201Created, cancellationToken)
                    .ConfigureAwait(false);
            })
            .DescribeDebt<DebtItemRequest>("RegisterDebt", "Registers an item of technical debt.", StatusCodes.Status201Created)
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost("/debt/{id}", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtItemRequest,
                body => (body.Reason, body.Id, body.Etag),
                (debt, seen, body, request, ct) => debt.EditAsync(seen, body.ToDefinition(), request, ct),
                cancellationToken))
            .DescribeDebt<DebtItemRequest>("EditDebt", "Replaces the definition of an item.")
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost("/debt/{id}/resolve", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtResolutionBody,
                body => (body.Reason, body.Id, body.Etag),
                (debt, seen, body, request, ct) => debt.ResolveAsync(
                    seen,
                    new DebtResolveRequest { By = request.By, Reason = request.Reason, Id = request.Id, Notes = body.Notes },
                    ct),
                cancellationToken))
            .DescribeDebt<DebtResolutionBody>("ResolveDebt", "Resolves an item.")
            .WithMetadata(BodyLimit.OfDescription);
        group.MapPost("/debt/{id}/reopen", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtChangeBody,
                body => (body.Reason, body.Id, body.Etag),
                (debt, seen, _, request, ct) => debt.ReopenAsync(seen, request, ct),
                cancellationToken))
            .DescribeDebt<DebtChangeBody>("ReopenDebt", "Re-opens an item, or ends the acceptance of its risk.");
        group.MapPost("/debt/{id}/accept", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtAcceptanceBody,
                body => (body.Reason, body.Id, body.Etag),
                (debt, seen, body, request, ct) => debt.AcceptAsync(
                    seen,
                    new DebtAcceptRequest
                    {
                        By = request.By,
                        Reason = request.Reason,
                        Id = request.Id,
                        Approver = body.Approver,
                        ExpiresAt = body.ExpiresAt,
                    },
                    ct),
                cancellationToken))
            .DescribeDebt<DebtAcceptanceBody>("AcceptDebt", "Accepts the risk of an item until a date, after which it is open again.");
        group.MapPost("/debt/{id}/link", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtLinkBody,
                body => (body.Reason, body.Id, body.Etag),
                async (debt, seen, body, request, ct) =>
                {
                    DebtLink link = body.ToLink();
                    await RequireReachableAsync(new Caller(http, name), link).ConfigureAwait(false);
                    return await debt.LinkAsync(seen, link, request, ct).ConfigureAwait(false);
                },
                cancellationToken))
            .DescribeDebt<DebtLinkBody>("LinkDebt", "Links an incident or an objective to an item.");
        group.MapPost("/debt/{id}/unlink", (HttpContext http, string id, CancellationToken cancellationToken) => ChangeAsync(
                http,
                name,
                id,
                WriteJson.Default.DebtLinkBody,
                body => (body.Reason, body.Id, body.Etag),
                (debt, seen, body, request, ct) => debt.UnlinkAsync(seen, body.ToLink(), request, ct),
                cancellationToken))
            .DescribeDebt<DebtLinkBody>("UnlinkDebt", "Removes a link of an item.");
    }

    private static async Task<IResult> ChangeAsync<TBody>(
        HttpContext http,
        string name,
        string id,
        JsonTypeInfo<TBody> type,
        Func<TBody, (string Reason, string? Id, string? Etag)> audit,
        Change<TBody> change,
        CancellationToken cancellationToken)
        where TBody : class
    {
        TBody body = await RequestBody.ReadAsync(http, type, cancellationToken).ConfigureAwait(false);
        (string reason, string? changeId, string? etag) = audit(body);
        ChangeRequest request = WriteGuard.Request(http, reason, changeId);
        var version = SeenVersion.Of(http, etag, Item);
        IDebtRegister debt = await DebtApi.RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
        DebtItem current = await DebtApi.ItemAsync(debt, id, cancellationToken).ConfigureAwait(false);

        // The register compares the version that the caller saw with the present one, and knows a change that was made before by its id.
        DebtItem seen = current with { ETag = new ETag(version.Value) };
        DebtUpdate update = await change(debt, seen, body, request, cancellationToken).ConfigureAwait(false);
        if (update.IsStored)
        {
            DebtItem stored = update.Current.ETag == seen.ETag ? current : update.Current;
            return await AnswerAsync(http, debt, stored, request.Id, StatusCodes.Status200OK, cancellationToken).ConfigureAwait(false);
        }

        if (update.Outcome == DebtOutcome.NotFound)
        {
            return TypedResults.Problem(update.Rejection, statusCode: StatusCodes.Status404NotFound);
        }

        bool isConflict = update.Outcome == DebtOutcome.Conflict;
        return await ProblemAsync(
            http,
            debt,
            isConflict ? update.Current : current,
            update.Proposed,
            isConflict && version.IsHeader ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict,
            isConflict
                ? $"The item '{Names.Shorten(id)}' was changed since. Review both versions and decide again."
                : Names.Shorten(update.Rejection ?? "The change does not fit the state of the item.", 500),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Requires that the caller may reach the service of an objective, so that a link tells nothing of other services.</summary>
    /// <exception cref="ForbiddenException">The caller may not.</exception>
    private static async ValueTask RequireReachableAsync(Caller caller, DebtLink link)
    {
        if (link.Kind == DebtLinkKind.Objective && caller.Budgets.Objectives.Any(slo => slo.Name == link.Id))
        {
            await caller.ObjectiveAsync(link.Id).ConfigureAwait(false);
        }
    }

    private static async ValueTask<JsonHttpResult<DebtResource>> AnswerAsync(
        HttpContext http, IDebtRegister debt, DebtItem item, string changeId, int status, CancellationToken cancellationToken)
    {
        if (item.History.FirstOrDefault(one => one.Id == changeId) is { } change)
        {
            ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
            Log.DebtChanged(logger, change.By, item.Id, item.Service, change.Kind.ToString(), change.Id, change.Reason);
        }

        DebtApi.Tag(http, item);
        return Api.Json(DebtResource.From(await debt.RankAsync(item, cancellationToken).ConfigureAwait(false)), status);
    }

    private static async ValueTask<ProblemHttpResult> ProblemAsync(
        HttpContext http,
        IDebtRegister debt,
        DebtItem current,
        DebtItem? proposed,
        int status,
        string detail,
        CancellationToken cancellationToken)
    {
        DebtApi.Tag(http, current);
        return VersionProblem.Of(
            status,
            detail,
            await ElementAsync(debt, current, cancellationToken).ConfigureAwait(false),
            proposed is null ? null : await ElementAsync(debt, proposed, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<JsonElement> ElementAsync(IDebtRegister debt, DebtItem item, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement(
            DebtResource.From(await debt.RankAsync(item, cancellationToken).ConfigureAwait(false)), ApiJson.Default.DebtResource);

    private static RouteHandlerBuilder DescribeDebt<TBody>(
        this RouteHandlerBuilder endpoint, string name, string summary, int status = StatusCodes.Status200OK)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>("application/json")
        .Produces<DebtResource>(status)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
        .ProducesProblem(415).ProducesProblem(503);
}
