using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints.</summary>
internal static class ReadApi
{
    /// <summary>The longest range of history that one request may ask for: what the store keeps in minutes by default.</summary>
    private static readonly TimeSpan LongestHistory = TimeSpan.FromDays(8);

    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods("/objectives", Read, (HttpContext http, CancellationToken _) => Json(
                new ObjectiveList([.. Budgets(http, name).Objectives.Select(ObjectiveResource.From)]), 200))
            .Describe<ObjectiveList>("Objectives", "Every objective, as it is declared.");
        group.MapMethods("/objectives/{slo}", Read, (HttpContext http, string slo) => Json(ObjectiveResource.From(Get(Budgets(http, name), slo)), 200))
            .Describe<ObjectiveResource>("Objective", "One objective, as it is declared.").ProducesProblem(404);
        group.MapMethods("/status", Read, async (HttpContext http, CancellationToken cancellationToken) => Json(
                new StatusList([.. (await ReportsAsync(http, name, cancellationToken).ConfigureAwait(false)).Select(report => StatusResource.From(report.Status))]), 200))
            .Describe<StatusList>("Statuses", "How the budget of every objective stands.");
        group.MapMethods("/status/{slo}", Read, async (HttpContext http, string slo, CancellationToken cancellationToken) =>
                Json(ReportResource.From(await ReportAsync(http, name, slo, cancellationToken).ConfigureAwait(false)), 200))
            .Describe<ReportResource>("Status", "How one budget stands, how fast it burns, what its alerts see and how long it will last.").ProducesProblem(404);
        group.MapMethods("/burn/{slo}", Read, async (HttpContext http, string slo, CancellationToken cancellationToken) =>
                Json(BurnList.From(await ReportAsync(http, name, slo, cancellationToken).ConfigureAwait(false)), 200))
            .Describe<BurnList>("BurnRates", "How fast one budget burns, over several windows.").ProducesProblem(404);
        group.MapMethods("/alerts", Read, async (HttpContext http, CancellationToken cancellationToken) =>
                Json(AlertList.From(await ReportsAsync(http, name, cancellationToken).ConfigureAwait(false)), 200))
            .Describe<AlertList>("Alerts", "What every alert rule sees now.");
        group.MapMethods("/history/{slo}", Read, HistoryAsync)
            .Describe<EpisodeList>("History", "When alerts of one objective fired and cleared, between from and to: at most 8 days, by default the last.").ProducesProblem(400).ProducesProblem(404);
        group.MapMethods("/gate/{service}", Read, async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                string known = Find(Budgets(http, name).Objectives.Select(slo => slo.Service), service)
                    ?? throw Unknown("objective belongs to a service", service, Budgets(http, name).Objectives.Select(slo => slo.Service));
                GateDecision decision = await http.RequestServices.GetRequiredKeyedService<IReleaseGate>(name).DecideAsync(known, cancellationToken).ConfigureAwait(false);
                GateResource gate = GateResource.From(known, decision);
                return Json(gate, gate.Verdict == nameof(GateVerdict.Block) ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
            })
            .Describe<GateResource>("Gate", "Whether a service may be released: 200 when it may, 409 when it may not.").Produces<GateResource>(409).ProducesProblem(404);
        group.MapMethods("/health", Read, (HttpContext http, CancellationToken _) => Json(HealthResource.From(http.RequestServices.GetRequiredKeyedService<IReliabilityHealth>(name).GetReport()), 200))
            .Describe<HealthResource>("Health", "Whether the store takes what is recorded, and what waits in memory.");

        async Task<JsonHttpResult<EpisodeList>> HistoryAsync(HttpContext http, string slo, string? from, string? to, CancellationToken cancellationToken)
        {
            DateTimeOffset now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            DateTimeOffset end = Instant(to, nameof(to)) ?? now;
            DateTimeOffset start = Instant(from, nameof(from)) ?? end - (end - DateTimeOffset.MinValue < LongestHistory ? end - DateTimeOffset.MinValue : LongestHistory);
            if (start > end || end - start > LongestHistory || start.Year < 2000)
            {
                throw new BadQueryException($"A history starts in 2000 or later, before it ends, and covers at most {LongestHistory.TotalDays} days; this starts at {start:O} and ends at {end:O}.");
            }

            IReadOnlyList<AlertEpisode> episodes = await Budgets(http, name).GetAlertHistoryAsync(Get(Budgets(http, name), slo).Name, new TimeRange(start, end), cancellationToken).ConfigureAwait(false);
            return Json(EpisodeList.From(slo, start, end, episodes), 200);
        }
    }

    private static IErrorBudgets Budgets(HttpContext http, string name) => http.RequestServices.GetRequiredKeyedService<IErrorBudgets>(name);

    private static SloDefinition Get(IErrorBudgets budgets, string slo) => Find(budgets.Objectives.Select(one => one.Name), slo) is { } known
        ? budgets.Objectives.First(one => one.Name == known)
        : throw Unknown("objective is", slo, budgets.Objectives.Select(one => one.Name));

    /// <summary>Finds a name by the text of a path, in which a server leaves an encoded slash as it is.</summary>
    private static string? Find(IEnumerable<string> names, string text)
    {
        string decoded = text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return names.FirstOrDefault(name => name == text) ?? names.FirstOrDefault(name => name == decoded);
    }

    private static KeyNotFoundException Unknown(string what, string text, IEnumerable<string> known) => new(
        $"No {what} named '{Shorten(text)}'. Declared are: {string.Join(", ", known.Distinct(StringComparer.Ordinal).Take(20).Select(name => $"'{name}'"))}.");

    private static async Task<SloReport> ReportAsync(HttpContext http, string name, string slo, CancellationToken cancellationToken) =>
        await Budgets(http, name).GetReportAsync(Get(Budgets(http, name), slo).Name, cancellationToken).ConfigureAwait(false);

    private static async Task<List<SloReport>> ReportsAsync(HttpContext http, string name, CancellationToken cancellationToken)
    {
        IErrorBudgets budgets = Budgets(http, name);
        var reports = new List<SloReport>(budgets.Objectives.Count);
        foreach (SloDefinition slo in budgets.Objectives)
        {
            reports.Add(await budgets.GetReportAsync(slo.Name, cancellationToken).ConfigureAwait(false));
        }

        return reports;
    }

    private static DateTimeOffset? Instant(string? text, string parameter) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset value) => value,
        _ => throw new BadQueryException($"{parameter}: '{Shorten(text)}' is no time; write it as 2026-03-01T12:00:00Z."),
    };

    private static string Shorten(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}...";

    private static JsonHttpResult<T> Json<T>(T value, int status) =>
        TypedResults.Json(value, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)ApiJson.Default.GetTypeInfo(typeof(T))!, statusCode: status);

    private static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary) => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Produces<T>()
        .ProducesProblem(503);
}
