using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Common;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints.</summary>
internal static class ReadApi
{
    /// <summary>The maximum range of history in one request, equal to the default retention of minute buckets.</summary>
    private static readonly TimeSpan MaxHistory = TimeSpan.FromDays(8);

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods("/objectives", Api.Read, async (HttpContext http, CancellationToken _) =>
            {
                var caller = new Caller(http, name);
                IReadOnlyList<SloDefinition> objectives =
                    await caller.OnlyAsync(caller.Budgets.Objectives, slo => slo.Service).ConfigureAwait(false);
                return Api.Json(new ObjectiveList([.. objectives.Select(ObjectiveResource.From)]));
            })
            .Describe<ObjectiveList>("Objectives", "The definition of every objective.");
        group.MapMethods(
            "/objectives/{slo}",
            Api.Read,
            async (HttpContext http, string slo) =>
                Api.Json(ObjectiveResource.From(await new Caller(http, name).ObjectiveAsync(slo).ConfigureAwait(false))))
            .Describe<ObjectiveResource>("Objective", "The definition of one objective.").ProducesProblem(404);
        group.MapMethods("/status", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IReadOnlyList<BudgetStatus> statuses = await caller
                    .OfEachAsync(service => caller.Budgets.GetStatusesAsync(service, cancellationToken)).ConfigureAwait(false);
                IReadOnlyList<JobStatus> late = await LateJobsAsync(caller).ConfigureAwait(false);
                return Api.Json(new StatusList([.. statuses.Select(StatusResource.From)], [.. late.Select(JobResource.From)]));
            })
            .Describe<StatusList>("Statuses", "The budget status of every objective.");
        group.MapMethods("/status/{slo}", Api.Read, async (HttpContext http, string slo, CancellationToken cancellationToken) =>
                Api.Json(ReportResource.From(await ReportAsync(http, slo, cancellationToken).ConfigureAwait(false))))
            .Describe<ReportResource>("Status", "The budget status of one objective, its burn rates, its alert readings and its forecast.")
            .ProducesProblem(404);
        group.MapMethods(
            "/replay/{slo}",
            Api.Read,
            async (HttpContext http, string slo, string? at, string? knownAt, CancellationToken cancellationToken) =>
            {
                DateTimeOffset now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
                DateTimeOffset moment = Api.Instant(at, nameof(at)) ?? now;
                var caller = new Caller(http, name);
                return moment > now || moment < now.AddDays(-366)
                    ? throw new BadQueryException($"at: {moment:O} is not valid. The value must be a moment of the last 366 days.")
                    : Api.Json(StatusResource.From(await caller.Budgets.ReplayAsync(
                        (await caller.ObjectiveAsync(slo).ConfigureAwait(false)).Name,
                        moment,
                        Api.Instant(knownAt, nameof(knownAt)),
                        cancellationToken).ConfigureAwait(false)));
            })
            .Describe<StatusResource>(
                "Replay", "The status of one budget at a past moment, by the ledger of that moment or as known at knownAt.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods("/burn/{slo}", Api.Read, async (HttpContext http, string slo, CancellationToken cancellationToken) =>
                Api.Json(BurnList.From(await ReportAsync(http, slo, cancellationToken).ConfigureAwait(false))))
            .Describe<BurnList>("BurnRates", "The burn rates of one budget over several windows.").ProducesProblem(404);
        group.MapMethods("/history/{slo}", Api.Read, HistoryAsync)
            .Describe<EpisodeList>(
                "History", "When the alerts of one objective fired and cleared between from and to: at most 8 days, by default the last 8.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        GateApi.Map(group, name);
        group.MapMethods(
            "/health",
            Api.Read,
            async (HttpContext http, CancellationToken _) =>
            {
                var caller = new Caller(http, name);
                int late = (await LateJobsAsync(caller).ConfigureAwait(false)).Count;
                return Api.Json(HealthResource.From(caller.Get<IReliabilityHealth>().GetReport(), late));
            })
            .Describe<HealthResource>("Health", "Whether the store accepts measurements, and the number of events in memory.");

        group.MapMethods(
            "/feeds",
            Api.Read,
            async (HttpContext http, CancellationToken _) =>
            {
                var caller = new Caller(http, name);
                IReadOnlyList<FeedStatus> feeds = await caller
                    .OnlyOfMetricsAsync(caller.Get<ReliabilityRecorder>().GetFeeds(), feed => feed.Slo).ConfigureAwait(false);
                return Api.Json(new FeedList([.. feeds.Select(FeedResource.From)]));
            })
            .Describe<FeedList>("Feeds", "Whether each source that feeds an objective or a metric has appeared in this process.");
        group.MapMethods("/jobs", Api.Read, async (HttpContext http, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IJobs jobs = caller.Get<IJobs>();
                IReadOnlyList<JobStatus> status = await jobs.GetStatusAsync(cancellationToken).ConfigureAwait(false);
                return Api.Json(new JobList(
                    await caller.OnlyAsync(status.Select(JobResource.From), one => one.Service).ConfigureAwait(false),
                    await caller.OnlyAsync(jobs.Conflicts.Select(ConflictResource.From), one => one.Service).ConfigureAwait(false),
                    JsonNumber.Of(jobs.ClockOffset?.TotalSeconds),
                    await caller.OnlyAsync(jobs.Unreadable.Select(UnreadableResource.From), one => one.Service).ConfigureAwait(false)));
            })
            .Describe<JobList>(
                "Jobs",
                "When each job that this process declares was last done and by which process, the latest first, and the items that live "
                + "processes define differently.");

        async Task<JsonHttpResult<EpisodeList>> HistoryAsync(
            HttpContext http, string slo, string? from, string? to, CancellationToken cancellationToken)
        {
            DateTimeOffset now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            DateTimeOffset end = Api.Instant(to, nameof(to)) ?? now;
            DateTimeOffset start = Api.Instant(from, nameof(from))
                ?? end - (end - DateTimeOffset.MinValue < MaxHistory ? end - DateTimeOffset.MinValue : MaxHistory);
            if (start > end || end - start > MaxHistory || start.Year < 2000)
            {
                throw new BadQueryException(
                    $"A history starts in 2000 or later, before it ends, and covers at most {MaxHistory.TotalDays} days; this one "
                    + $"starts at {start:O} and ends at {end:O}.");
            }

            var caller = new Caller(http, name);
            string objective = (await caller.ObjectiveAsync(slo).ConfigureAwait(false)).Name;
            AlertReplay replay = await caller.Budgets
                .ReplayAlertsAsync(objective, new TimeRange(start, end), cancellationToken).ConfigureAwait(false);
            return Api.Json(EpisodeList.From(slo, start, end, replay));
        }

        async Task<SloReport> ReportAsync(HttpContext http, string slo, CancellationToken cancellationToken)
        {
            var caller = new Caller(http, name);
            SloDefinition objective = await caller.ObjectiveAsync(slo).ConfigureAwait(false);
            return await caller.Budgets.GetReportAsync(objective.Name, cancellationToken).ConfigureAwait(false);
        }

        static ValueTask<IReadOnlyList<JobStatus>> LateJobsAsync(Caller caller) =>
            caller.OnlyAsync(caller.Get<IReliabilityHealth>().GetReport().LateJobs, job => job.Service);
    }
}
