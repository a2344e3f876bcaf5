using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Experiments;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of experiments. None of them takes a look or stores anything.</summary>
internal static class ExperimentApi
{
    private const int MaxExperiments = 1000;
    private const int MaxDays = 1000;

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/experiments",
            Api.Read,
            async (HttpContext http, string? limit, string? after, CancellationToken cancellationToken) =>
            {
                int count = Api.Limit(limit, nameof(limit), MaxExperiments);
                (IReadOnlyList<Experiment> all, IReadOnlyList<SkippedExperiment> unreadable) =
                    await new Caller(http, name).ExperimentsAsync(cancellationToken).ConfigureAwait(false);
                Experiment[] rest = [.. all.SkipWhile(one => after is not null && CompareUtf8(one.Definition.Key, after) <= 0)];
                DateTimeOffset now = Now(http);
                return Api.Json(new ExperimentList(
                    [.. rest.Take(count).Select(one => ExperimentSummary.From(one, now))],
                    all.Count,
                    rest.Length > count ? rest[count - 1].Definition.Key : null,
                    [.. unreadable.Select(one => new UnreadableExperimentResource(one.Key, one.Reason))]));
            })
            .Describe<ExperimentList>(
                "Experiments",
                "The experiments by the order of their keys: their state, how long they have run, and the verdict of those that are "
                + "concluded. At most limit of them, by default 100, after the key in after.")
            .ProducesProblem(400);
        group.MapMethods("/experiments/{key}", Api.Read, async (HttpContext http, string key, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                Experiment experiment = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
                return Answer(http, caller.Get<IExperiments>(), experiment);
            })
            .Describe<ExperimentResource>(
                "Experiment", "The definition of an experiment, its state and every change, with the ETag that a change must name.")
            .ProducesProblem(404);
        group.MapMethods(
            "/experiments/{key}/report", Api.Read, async (HttpContext http, string key, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                Experiment experiment = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
                ExperimentReport report =
                    await caller.Get<IExperiments>().GetReportAsync(experiment, cancellationToken).ConfigureAwait(false);
                return Api.Json(ExperimentReportResource.From(experiment, report));
            })
            .Describe<ExperimentReportResource>(
                "ExperimentReport",
                "The results of an experiment and their verdict. A look of a design with planned units that is due is not taken.")
            .ProducesProblem(404);
        group.MapMethods(
            "/experiments/{key}/history",
            Api.Read,
            async (HttpContext http, string key, string? limit, string? after, CancellationToken cancellationToken) =>
            {
                int count = Api.Limit(limit, nameof(limit), MaxDays);
                DateOnly? first = Day(after, nameof(after));
                var caller = new Caller(http, name);
                Experiment experiment = await caller.ExperimentAsync(key, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<EvidenceDay> days = await caller.Get<IExperiments>()
                    .GetEvidenceAsync(experiment, first, count, cancellationToken).ConfigureAwait(false);
                return Api.Json(new EvidenceList(
                    experiment.Definition.Key,
                    experiment.Service,
                    experiment.State.ToString(),
                    [.. days.Select(EvidenceDayResource.From)],
                    days.Count == count ? EvidenceDayResource.TextOf(days[^1].Day) : null));
            })
            .Describe<EvidenceList>(
                "ExperimentHistory",
                "The stored evidence of an experiment by day, with the lift in each metric and its interval that holds at all times: at "
                + "most limit days, by default 100, after the day in after.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    public static DateTimeOffset Now(HttpContext http) => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>Returns an experiment with its version and with what is probably not intended in it.</summary>
    public static JsonHttpResult<ExperimentResource> Answer(HttpContext http, IExperiments experiments, Experiment experiment)
    {
        Tag(http, experiment);
        return Api.Json(ExperimentResource.From(experiment, Now(http), experiments.Review(experiment.Definition)));
    }

    /// <summary>States the version of an experiment, which the caller of a change passes back as <c>If-Match</c>.</summary>
    public static void Tag(HttpContext http, Experiment experiment) => http.Response.Headers.ETag = $"\"{experiment.ETag.Value}\"";

    private static DateOnly? Day(string? text, string parameter) => text switch
    {
        null => null,
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) => day,
        _ => throw new BadQueryException($"{parameter}: {Check.Rejection(text, "a day such as 2026-03-01")}"),
    };

    /// <summary>Compares keys as the store orders them.</summary>
    private static int CompareUtf8(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
