using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints with which pipelines record deployments. The history names the authenticated caller.</summary>
internal static class DeploymentWriteApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/deployments", async Task<IResult> (HttpContext http, CancellationToken cancellationToken) =>
            {
                DeploymentRequest body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.DeploymentRequest, cancellationToken).ConfigureAwait(false);
                var caller = new Caller(http, name);
                string service = await caller.DeployedServiceAsync(body.Service).ConfigureAwait(false);
                DeploymentDefinition definition = Definition(body, service);
                string id = body.Id ?? NewId();
                string reason = body.Reason ?? $"Deployment of {body.Version}";
                string by = WriteGuard.Who(http);
                IDeployments deployments = caller.Get<IDeployments>();
                DeploymentUpdate update = body.Status is null && body.EndedAt is null
                    ? await deployments.StartAsync(
                        new DeploymentStart { Definition = definition, StartedAt = body.StartedAt, By = by, Reason = reason, Id = id },
                        cancellationToken).ConfigureAwait(false)
                    : await deployments.RecordAsync(
                        new CompletedDeployment
                        {
                            Definition = definition,
                            StartedAt = body.StartedAt,
                            EndedAt = body.EndedAt,
                            Status = Status(body.Status),
                            By = by,
                            Reason = reason,
                            Id = id,
                        },
                        cancellationToken).ConfigureAwait(false);
                return Done(http, update, "Deployment", service, id, by, reason);
            })
            .Describe<DeploymentRequest>(
                "RecordDeployment", "Records that a deployment starts, or with status or endedAt one that has ended.", "application/json")
            .WithMetadata(BodyLimit.Deployment);
        group.MapPost(
            "/deployments/{id}/finish",
            async Task<IResult> (HttpContext http, string id, string? service, CancellationToken cancellationToken) =>
            {
                DeploymentFinishRequest body = await RequestBody.ReadAsync(
                    http, WriteJson.Default.DeploymentFinishRequest, cancellationToken).ConfigureAwait(false);
                var caller = new Caller(http, name);
                Deployment one = await DeploymentApi.FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);
                DeploymentStatus status = Status(body.Status);
                var request = new DeploymentFinish
                {
                    Service = one.Service,
                    DeploymentId = one.Id,
                    Status = status,
                    EndedAt = body.EndedAt,
                    Revision = body.Revision,
                    By = WriteGuard.Who(http),
                    Reason = body.Reason ?? $"The deployment ended: {status}",
                    Id = body.Id ?? NewId(),
                };
                DeploymentUpdate update =
                    await caller.Get<IDeployments>().FinishAsync(request, cancellationToken).ConfigureAwait(false);
                return Done(http, update, "DeploymentFinish", one.Service, request.Id, request.By, request.Reason);
            })
            .Describe<DeploymentFinishRequest>(
                "FinishDeployment", "Records that a deployment ended, or that one that succeeded was rolled back.", "application/json");
        group.MapPost(
            "/deployments/{id}/tests",
            async Task<IResult> (
                HttpContext http,
                string id,
                string? service,
                string? suite,
                string? changeId,
                string? reason,
                CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                Deployment one = await DeploymentApi.FindAsync(caller, id, service, cancellationToken).ConfigureAwait(false);
                string named = suite ?? "tests";
                var request = new DeploymentTestReport
                {
                    Service = one.Service,
                    DeploymentId = one.Id,
                    Suite = named,
                    Results = await ResultsAsync(http, cancellationToken).ConfigureAwait(false),
                    By = WriteGuard.Who(http),
                    Reason = reason ?? $"Test results of {named}",
                    Id = changeId ?? NewId(),
                };
                DeploymentUpdate update =
                    await caller.Get<IDeployments>().AttachTestsAsync(request, cancellationToken).ConfigureAwait(false);
                return Done(http, update, "DeploymentTests", one.Service, request.Id, request.By, request.Reason);
            })
            .Describe<string>(
                "AttachTests",
                "Attaches the results of a test run to a deployment. The body is TRX or JUnit XML.",
                "application/xml",
                "text/xml")
            .WithMetadata(XmlBody.Instance, BodyLimit.Tests);
    }

    private static async ValueTask<TestResults> ResultsAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            return await TestResultReader.ReadAsync(http.Request.Body, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new BadQueryException(Names.Shorten(e.Message, 500));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadQueryException($"The body is larger than {BodyLimit.Of(http)} bytes.");
        }
    }

    private static DeploymentDefinition Definition(DeploymentRequest body, string service) => new()
    {
        Service = service,
        Version = body.Version,
        Environment = body.Environment ?? DeploymentDefinition.DefaultEnvironment,
        Commits = [.. (body.Commits ?? []).Select(one => one is null
            ? throw new BadQueryException("commits: null is not valid. Each commit is an object with the fields id and at.")
            : new DeploymentCommit { Id = one.Id, At = one.At })],
        RollbackOf = body.RollbackOf,
    };

    private static DeploymentStatus Status(string? text) => text switch
    {
        null => DeploymentStatus.Succeeded,
        _ when text.Equals(nameof(DeploymentStatus.Succeeded), StringComparison.OrdinalIgnoreCase) => DeploymentStatus.Succeeded,
        _ when text.Equals(nameof(DeploymentStatus.Failed), StringComparison.OrdinalIgnoreCase) => DeploymentStatus.Failed,
        _ when text.Equals(nameof(DeploymentStatus.RolledBack), StringComparison.OrdinalIgnoreCase) => DeploymentStatus.RolledBack,
        _ => throw new BadQueryException($"status: {Check.Rejection(text, "one of Succeeded, Failed, RolledBack")}"),
    };

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static IResult Done(
        HttpContext http, DeploymentUpdate update, string kind, string service, string id, string by, string reason)
    {
        switch (update.Outcome)
        {
            case DeploymentOutcome.Stored:
                ILogger logger =
                    http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
                Log.Changed(logger, by, kind, id, service, reason);
                return Api.Json(DeploymentResource.From(update.Current!), StatusCodes.Status201Created);
            case DeploymentOutcome.Duplicate:
                return Api.Json(DeploymentResource.From(update.Current!));
            case DeploymentOutcome.NotFound:
                return TypedResults.Problem(update.Problem, statusCode: StatusCodes.Status404NotFound);
            default:
                return Conflict(update);
        }
    }

    /// <summary>The caller has sent its version; the response has the present one.</summary>
    private static ProblemHttpResult Conflict(DeploymentUpdate update)
    {
        // Values are JSON elements, so that writing them needs no reflection.
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal);
        if (update.Current is { } current)
        {
            extensions["current"] =
                JsonSerializer.SerializeToElement(DeploymentResource.From(current), ApiJson.Default.DeploymentResource);
        }

        return TypedResults.Problem(update.Problem, statusCode: StatusCodes.Status409Conflict, extensions: extensions);
    }

    private static RouteHandlerBuilder Describe<TBody>(
        this RouteHandlerBuilder endpoint, string name, string summary, string contentType, params string[] otherTypes)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>(contentType, otherTypes)
        .Produces<DeploymentResource>()
        .Produces<DeploymentResource>(StatusCodes.Status201Created)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409)
        .ProducesProblem(415).ProducesProblem(503);
}
