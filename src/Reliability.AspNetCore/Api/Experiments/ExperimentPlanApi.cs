using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that say what a change of the life cycle of an experiment would do. They change nothing.</summary>
internal static class ExperimentPlanApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        // Each endpoint is mapped by a call of its own, so that the source generator writes its code.
        group.MapPost("/experiments/{key}/pause/plan", (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http,
                name,
                key,
                ExperimentChangeKind.Paused,
                "No unit is assigned or counted until somebody resumes it; units that were assigned keep their arm.",
                cancellationToken))
            .DescribePlan<ExperimentChangeRequest, ExperimentPlanResource>("PlanPause", "What a pause would do. Nothing is changed.");
        group.MapPost("/experiments/{key}/resume/plan", (HttpContext http, string key, CancellationToken cancellationToken) => MoveAsync(
                http, name, key, ExperimentChangeKind.Resumed, "Units are assigned and counted again.", cancellationToken))
            .DescribePlan<ExperimentChangeRequest, ExperimentPlanResource>("PlanResume", "What a resumption would do. Nothing is changed.");
        group.MapPost("/experiments/{key}/conclude/plan", (HttpContext http, string key, CancellationToken cancellationToken) =>
                ConcludeAsync(http, name, key, cancellationToken))
            .DescribePlan<ConclusionRequest, ExperimentPlanResource>(
                "PlanConclusion", "What a conclusion would do, and the reasons against it. Nothing is changed.");
    }

    private static async Task<JsonHttpResult<ExperimentPlanResource>> MoveAsync(
        HttpContext http, string name, string key, ExperimentChangeKind kind, string effect, CancellationToken cancellationToken)
    {
        _ = await RequestBody.ReadAsync(http, WriteJson.Default.ExperimentChangeRequest, cancellationToken).ConfigureAwait(false);
        _ = WriteGuard.Who(http);
        var caller = new Caller(http, name);
        Experiment current = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
        ExperimentState after;
        try
        {
            after = caller.Get<IExperiments>().Plan(current, kind);
        }
        catch (InvalidOperationException e)
        {
            return Impossible(current, e.Message);
        }

        return Api.Json(new ExperimentPlanResource(
            current.Definition.Key, current.State.ToString(), after.ToString(), true, [], [States(current, after), effect]));
    }

    private static async Task<JsonHttpResult<ExperimentPlanResource>> ConcludeAsync(
        HttpContext http, string name, string key, CancellationToken cancellationToken)
    {
        ConclusionRequest body = await RequestBody.ReadAsync(
            http, WriteJson.Default.ConclusionRequest, cancellationToken).ConfigureAwait(false);
        var caller = new Caller(http, name);
        Experiment current = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
        ConcludeRequest request = ExperimentWriteApi.Conclusion(http, body, current);
        ConcludeOutcome plan;
        try
        {
            plan = await caller.Get<IExperiments>().PlanAsync(current, request, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            return Impossible(current, e.Message);
        }

        ExperimentState after = plan.IsConcluded ? ExperimentState.Concluded : current.State;
        return Api.Json(new ExperimentPlanResource(
            current.Definition.Key,
            current.State.ToString(),
            after.ToString(),
            plan.IsConcluded,
            plan.Rejections,
            [
                States(current, after),
                plan.IsConcluded
                    ? $"All units get '{Names.Shorten(request.Ship)}', and it ends for good."
                    : $"It would be rejected: {Names.Shorten(string.Join("; ", plan.Rejections), 500)}.",
            ]));
    }

    private static JsonHttpResult<ExperimentPlanResource> Impossible(Experiment current, string reason) =>
        Api.Json(new ExperimentPlanResource(
            current.Definition.Key,
            current.State.ToString(),
            current.State.ToString(),
            false,
            [Names.Shorten(reason, 500)],
            [$"It would be rejected: {Names.Shorten(reason, 500)}"]));

    private static string States(Experiment current, ExperimentState after) => current.State == after
        ? $"Its state stays {current.State}."
        : $"Its state changes from {current.State} to {after}.";
}
