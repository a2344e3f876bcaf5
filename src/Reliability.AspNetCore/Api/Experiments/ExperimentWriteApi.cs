using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The endpoints that move an experiment through its life cycle. Each names the version that the caller saw, and its history records the
/// authenticated user.
/// </summary>
internal static class ExperimentWriteApi
{
    private delegate ValueTask<ExperimentUpdate> Move(
        IExperiments experiments, Experiment seen, ChangeRequest request, CancellationToken cancellationToken);

    public static void Map(RouteGroupBuilder group, string name)
    {
        // Each endpoint is mapped by a call of its own, so that the source generator writes its code.
        group.MapPost(
            "/experiments/{key}/start",
            (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http,
                name,
                key,
                ExperimentChangeKind.Started,
                (all, seen, request, ct) => all.StartAsync(seen, request, ct),
                cancellationToken))
            .DescribeChange<ExperimentChangeRequest>("StartExperiment", "Starts a draft.");
        group.MapPost(
            "/experiments/{key}/pause",
            (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http,
                name,
                key,
                ExperimentChangeKind.Paused,
                (all, seen, request, ct) => all.PauseAsync(seen, request, ct),
                cancellationToken))
            .DescribeChange<ExperimentChangeRequest>("PauseExperiment", "Pauses a running experiment.");
        group.MapPost(
            "/experiments/{key}/resume",
            (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http,
                name,
                key,
                ExperimentChangeKind.Resumed,
                (all, seen, request, ct) => all.ResumeAsync(seen, request, ct),
                cancellationToken))
            .DescribeChange<ExperimentChangeRequest>("ResumeExperiment", "Resumes an experiment that is paused or rolled back.");
        group.MapPost(
            "/experiments/{key}/rollback",
            (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http,
                name,
                key,
                ExperimentChangeKind.RolledBack,
                (all, seen, request, ct) => all.RollBackAsync(seen, request, ct),
                cancellationToken))
            .DescribeChange<ExperimentChangeRequest>("RollBackExperiment", "Rolls an experiment back, so that all units get the control.");
        group.MapPost(
            "/experiments/{key}/conclude",
            (HttpContext http, string key, CancellationToken cancellationToken) => ConcludeAsync(http, name, key, cancellationToken))
            .DescribeChange<ConclusionRequest>(
                "ConcludeExperiment",
                "Concludes an experiment permanently. 409 states the reasons against it; override concludes despite them.");
    }

    /// <summary>Returns the conclusion that a body asks for.</summary>
    /// <exception cref="BadQueryException">The experiment has no such variant.</exception>
    public static ConcludeRequest Conclusion(HttpContext http, ConclusionRequest body, Experiment current)
    {
        var request = new ConcludeRequest
        {
            By = WriteGuard.Who(http),
            Reason = body.Reason,
            Id = body.Id ?? Guid.NewGuid().ToString("N"),
            Ship = body.Ship ?? current.Definition.Control ?? current.Definition.Variants[0].Key,
            Override = body.Override,
        };
        return current.Definition.Variants.Any(one => one.Key == request.Ship)
            ? request
            : throw new BadQueryException(
                $"ship: {Names.Unknown("variant", request.Ship, current.Definition.Variants.Select(one => one.Key))} "
                + "Leave it out to keep the control.");
    }

    private static async Task<IResult> MoveAsync(
        HttpContext http, string name, string key, ExperimentChangeKind kind, Move move, CancellationToken cancellationToken)
    {
        ExperimentChangeRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ExperimentChangeRequest, cancellationToken).ConfigureAwait(false);
        ChangeRequest request = WriteGuard.Request(http, body.Reason, body.Id);
        var version = SeenVersion.Of(http, body.Etag);
        var caller = new Caller(http, name);
        Experiment current = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
        if (Before(http, caller, current, version, request.Id, kind) is { } answer)
        {
            return answer;
        }

        try
        {
            ExperimentUpdate update = await move(caller.Get<IExperiments>(), current, request, cancellationToken).ConfigureAwait(false);
            return update.IsStored ? Done(http, caller, update.Current, request.Id) : version.Stale(http, update.Current);
        }
        catch (InvalidOperationException e)
        {
            return Conflict(http, current, e.Message);
        }
    }

    private static async Task<IResult> ConcludeAsync(HttpContext http, string name, string key, CancellationToken cancellationToken)
    {
        ConclusionRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ConclusionRequest, cancellationToken).ConfigureAwait(false);
        var version = SeenVersion.Of(http, body.Etag);
        var caller = new Caller(http, name);
        Experiment current = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
        ConcludeRequest request = Conclusion(http, body, current);
        if (Before(http, caller, current, version, request.Id, ExperimentChangeKind.Concluded) is { } answer)
        {
            return answer;
        }

        try
        {
            ConcludeOutcome outcome =
                await caller.Get<IExperiments>().ConcludeAsync(current, request, cancellationToken).ConfigureAwait(false);
            return outcome.IsConcluded ? Done(http, caller, outcome.Current, request.Id)
                : outcome.IsStale ? version.Stale(http, outcome.Current)
                : Conflict(
                    http,
                    current,
                    $"The experiment '{Names.Shorten(current.Definition.Key)}' was not concluded. See rejections; with override, it is "
                    + "concluded despite them, and they are stored with your reason.",
                    outcome.Rejections);
        }
        catch (InvalidOperationException e)
        {
            return Conflict(http, current, e.Message);
        }
    }

    /// <summary>
    /// Returns the answer if nothing is to be changed: the change was made before, its id belongs to another one, or the experiment is no
    /// longer the version that the caller saw.
    /// </summary>
    private static IResult? Before(
        HttpContext http, Caller caller, Experiment current, SeenVersion version, string id, ExperimentChangeKind kind)
    {
        if (current.History.FirstOrDefault(change => change.Id == id) is { } before)
        {
            return before.Kind == kind
                ? ExperimentApi.Answer(http, caller.Get<IExperiments>(), current)
                : Conflict(
                    http,
                    current,
                    $"The id '{Names.Shorten(id)}' belongs to another change of this experiment ({before.Kind}). Use a new id.");
        }

        return version.IsOf(current) ? null : version.Stale(http, current);
    }

    private static JsonHttpResult<ExperimentResource> Done(HttpContext http, Caller caller, Experiment changed, string id)
    {
        ExperimentChange change = changed.History.First(one => one.Id == id);
        ILogger logger = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
        Log.ExperimentChanged(logger, change.By, changed.Definition.Key, changed.Service, change.Kind.ToString(), change.Id, change.Reason);
        return ExperimentApi.Answer(http, caller.Get<IExperiments>(), changed);
    }

    private static ProblemHttpResult Conflict(
        HttpContext http, Experiment current, string detail, IReadOnlyList<string>? rejections = null) =>
        ExperimentProblem.Of(http, current, StatusCodes.Status409Conflict, Names.Shorten(detail, 500), rejections);

    private static RouteHandlerBuilder DescribeChange<TBody>(this RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>("application/json")
        .Produces<ExperimentResource>()
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412)
        .ProducesProblem(415).ProducesProblem(503);
}
