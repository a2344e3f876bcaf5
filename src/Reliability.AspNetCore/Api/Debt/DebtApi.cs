using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Reliability.Common.Internal;
using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>The read-only endpoints of technical debt.</summary>
internal static class DebtApi
{
    private const string Json = "application/json";
    private const string Markdown = ResponseFormat.Markdown;
    private const string Csv = "text/csv";

    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapMethods(
            "/debt",
            Api.Read,
            async (
                HttpContext http,
                string? status,
                string? owner,
                string? category,
                string? impact,
                string? effort,
                string? tag,
                string? limit,
                string? after,
                CancellationToken cancellationToken) =>
            {
                DebtQuery query = DebtQueryText.Query(status, owner, category, impact, effort, tag, limit, after);
                IDebtRegister debt = await RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                return Api.Json(DebtList.From(debt.Service, await debt.ListAsync(query, cancellationToken).ConfigureAwait(false)));
            })
            .Describe<DebtList>(
                "Debt",
                "The items of technical debt, the first to address first. status is open (default), accepted, resolved or all; owner, "
                + "category, impact, effort and tag select further. At most limit items, by default 100, after the item in after.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapMethods(
            "/debt/report",
            Api.Read,
            async Task<IResult> (HttpContext http, string? format, CancellationToken cancellationToken) =>
            {
                string type = TypeOf(http, format);
                IDebtRegister debt = await RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
                if (type == Csv)
                {
                    DebtPage all = await debt.ListAsync(new DebtQuery { Status = null, MaxCount = int.MaxValue }, cancellationToken)
                        .ConfigureAwait(false);
                    http.Response.Headers.ContentDisposition = "attachment; filename=\"debt.csv\"";
                    return TypedResults.Text(DebtCsv.Write(all.Items), Csv, Encoding.UTF8);
                }

                DebtReport report = await debt.GetReportAsync(cancellationToken).ConfigureAwait(false);
                return type == Markdown
                    ? TypedResults.Text(DebtMarkdown.Write(report), Markdown, Encoding.UTF8)
                    : Api.Json(DebtReportResource.From(report));
            })
            .Describe<DebtReportResource>(
                "DebtReport",
                "Totals, groups, recommendations, the oldest items, and what was opened and resolved by month. format=markdown or the "
                + "header Accept: text/markdown returns Markdown; format=csv or Accept: text/csv returns every item.")
            .ProducesProblem(400);
        group.MapMethods("/debt/{id}", Api.Read, async (HttpContext http, string id, CancellationToken cancellationToken) =>
            {
                IDebtRegister debt = await RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                DebtItem item = await ItemAsync(debt, id, cancellationToken).ConfigureAwait(false);
                Tag(http, item);
                return Api.Json(DebtResource.From(await debt.RankAsync(item, cancellationToken).ConfigureAwait(false)));
            })
            .Describe<DebtResource>("DebtItem", "One item with its score, and the ETag that a change must name.")
            .ProducesProblem(404);
        group.MapMethods("/debt/{id}/history", Api.Read, async (HttpContext http, string id, CancellationToken cancellationToken) =>
            {
                IDebtRegister debt = await RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                return Api.Json(DebtHistoryList.From(await ItemAsync(debt, id, cancellationToken).ConfigureAwait(false)));
            })
            .Describe<DebtHistoryList>("DebtHistory", "Every change of an item: who, when, why, and which fields.")
            .ProducesProblem(404);
    }

    /// <summary>Returns the register of the setup.</summary>
    /// <exception cref="ForbiddenException">The caller may not reach its service.</exception>
    public static async ValueTask<IDebtRegister> RegisterAsync(Caller caller)
    {
        IDebtRegister debt = caller.Get<IDebtRegister>();
        return (await caller.OnlyAsync([debt], one => one.Service).ConfigureAwait(false)).Count > 0
            ? debt
            : throw new ForbiddenException($"The caller is not authorized for the service '{Names.Shorten(debt.Service)}'.");
    }

    /// <exception cref="KeyNotFoundException">There is no such item.</exception>
    public static async ValueTask<DebtItem> ItemAsync(IDebtRegister debt, string id, CancellationToken cancellationToken) =>
        await debt.GetAsync(id, cancellationToken).ConfigureAwait(false)
        ?? throw new KeyNotFoundException($"Service '{debt.Service}' has no item of debt '{Names.Shorten(id)}'.");

    /// <summary>States the version of an item, which the caller of a change passes back as <c>If-Match</c>.</summary>
    public static void Tag(HttpContext http, DebtItem item) => http.Response.Headers.ETag = $"\"{item.ETag.Value}\"";

    /// <summary>Returns the media type that is asked for: by the parameter, or by a header that prefers it to JSON.</summary>
    private static string TypeOf(HttpContext http, string? format) => format switch
    {
        "json" => Json,
        "markdown" => Markdown,
        "csv" => Csv,
        null => new[] { Json, Markdown, Csv }.MaxBy(type => ResponseFormat.Quality(http, type) ?? (type == Json ? 0 : -1))!,
        _ => throw new BadQueryException($"format: {Check.Rejection(format, "'json' (default), 'markdown' or 'csv'")}"),
    };
}
