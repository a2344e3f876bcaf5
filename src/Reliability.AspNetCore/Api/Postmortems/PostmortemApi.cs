using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of postmortems.</summary>
internal static class PostmortemApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/postmortems",
            Api.Read,
            async (
                HttpContext http,
                string? service,
                string? status,
                string? from,
                string? to,
                string? limit,
                CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                var query = new PostmortemQuery
                {
                    Status = status is null ? null : IncidentQueryText.Word<PostmortemStatus>(status, nameof(status)),
                    From = Api.Instant(from, nameof(from)),
                    To = Api.Instant(to, nameof(to)),
                    MaxCount = Api.Limit(limit, nameof(limit), PostmortemQuery.MaxPageSize),
                };
                return Api.Json(await ListAsync(caller, service, query, cancellationToken).ConfigureAwait(false));
            })
            .Describe<PostmortemList>(
                "Postmortems",
                "The postmortems that were drafted between from and to, the latest draft first: at most limit of them, by default 100. "
                + "status is draft, review or final.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/postmortems/required",
            Api.Read,
            async (HttpContext http, string? service, CancellationToken cancellationToken) =>
            {
                var caller = new Caller(http, name);
                IPostmortems postmortems = caller.Get<IPostmortems>();
                List<RequiredPostmortem> required = [];
                foreach (string one in await IncidentApi.ServicesAsync(caller, service).ConfigureAwait(false))
                {
                    required.AddRange(await postmortems.ListRequiredAsync(one, cancellationToken).ConfigureAwait(false));
                }

                return Api.Json(new RequiredPostmortemList(
                    JsonNumber.Of(postmortems.Policy.RequiredAboveBudgetShare),
                    postmortems.Policy.DueWithin.TotalSeconds,
                    postmortems.Policy.Lookback.TotalSeconds,
                    [
                        .. required.OrderBy(one => one.DueAt ?? DateTimeOffset.MaxValue)
                            .ThenBy(one => one.Service, StringComparer.Ordinal)
                            .ThenBy(one => one.IncidentId, StringComparer.Ordinal)
                            .Select(RequiredPostmortemResource.From),
                    ]));
            })
            .Describe<RequiredPostmortemList>(
                "RequiredPostmortems",
                "The incidents that burnt so much of a budget that they require a postmortem, those first that are due first, with the "
                + "status of the postmortem and whether it is overdue.")
            .ProducesProblem(404);
        group.MapMethods(
            "/postmortems/{service}/{incident}",
            Api.Read,
            async Task<IResult> (
                HttpContext http, string service, string incident, string? format, CancellationToken cancellationToken) =>
            {
                bool isMarkdown = ResponseFormat.IsMarkdown(http, format);
                PostmortemPlan plan = await PlanAsync(http, name, service, IncidentApi.Decoded(incident), cancellationToken)
                    .ConfigureAwait(false);
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
                Tag(http, plan.Postmortem);
                return isMarkdown
                    ? TypedResults.Text(PostmortemMarkdown.Write(plan.Postmortem), ResponseFormat.Markdown, Encoding.UTF8)
                    : Api.Json(PostmortemResource.From(plan.Postmortem, plan.Incident, plan.Notice));
            })
            .Describe<PostmortemResource>(
                "Postmortem",
                "The postmortem of an incident: its content, what it lacks, its history, what became of the incident, and the ETag that a "
                + "change must name. format=markdown or the header Accept: text/markdown returns Markdown.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/postmortems/{service}/{incident}/plan",
            Api.Read,
            async (HttpContext http, string service, string incident, CancellationToken cancellationToken) =>
            {
                PostmortemPlan plan = await PlanAsync(http, name, service, IncidentApi.Decoded(incident), cancellationToken)
                    .ConfigureAwait(false);
                Tag(http, plan.Postmortem);
                return Api.Json(PostmortemPlanResource.From(plan));
            })
            .Describe<PostmortemPlanResource>(
                "PostmortemPlan",
                "What stands between a postmortem and its final version: what is missing, what the blameless check found if it is switched "
                + "on, and what became of the incident. Nothing is changed.")
            .ProducesProblem(404);
    }

    /// <summary>Returns the postmortem of an incident of a service that the caller may reach.</summary>
    /// <exception cref="KeyNotFoundException">There is no such incident, or it has no postmortem.</exception>
    public static async ValueTask<Postmortem> FindAsync(
        Caller caller, string service, string incident, CancellationToken cancellationToken) =>
        await caller.Get<IPostmortems>().GetAsync(service, incident, cancellationToken).ConfigureAwait(false)
        ?? throw await MissingAsync(caller, service, incident, cancellationToken).ConfigureAwait(false);

    /// <summary>States the version of a postmortem, which the caller of a change passes back as <c>If-Match</c>.</summary>
    public static void Tag(HttpContext http, Postmortem one) => http.Response.Headers.ETag = $"\"{one.ETag.Value}\"";

    private static async ValueTask<PostmortemPlan> PlanAsync(
        HttpContext http, string name, string service, string incident, CancellationToken cancellationToken)
    {
        var caller = new Caller(http, name);
        string known = await caller.DeployedServiceAsync(service).ConfigureAwait(false);
        return await caller.Get<IPostmortems>().PlanFinalizeAsync(known, incident, cancellationToken).ConfigureAwait(false)
            ?? throw await MissingAsync(caller, known, incident, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<PostmortemList> ListAsync(
        Caller caller, string? service, PostmortemQuery query, CancellationToken cancellationToken)
    {
        List<Postmortem> found = [];
        List<UnreadableResource> unreadable = [];
        int total = 0;
        foreach (string one in await IncidentApi.ServicesAsync(caller, service).ConfigureAwait(false))
        {
            PostmortemPage page = await caller.Get<IPostmortems>().ListAsync(query with { Service = one }, cancellationToken)
                .ConfigureAwait(false);
            found.AddRange(page.Postmortems);
            unreadable.AddRange(page.Unreadable.Select(UnreadableResource.From));
            total += page.TotalCount;
        }

        return new PostmortemList(
            [
                .. found.OrderByDescending(one => one.CreatedAt)
                    .ThenBy(one => one.Service, StringComparer.Ordinal)
                    .ThenBy(one => one.IncidentId, StringComparer.Ordinal)
                    .Take(query.MaxCount)
                    .Select(PostmortemSummary.From),
            ],
            total,
            unreadable);
    }

    private static async ValueTask<KeyNotFoundException> MissingAsync(
        Caller caller, string service, string incident, CancellationToken cancellationToken) => new(
        await caller.Get<IIncidents>().GetAsync(service, incident, cancellationToken).ConfigureAwait(false) is null
            ? $"Service '{service}' has no incident '{Names.Shorten(incident)}'."
            : $"The incident '{Names.Shorten(incident)}' of service '{service}' has no postmortem.");
}
