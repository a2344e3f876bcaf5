using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reliability.AspNetCore;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <content>The pages of registers, which know only the present.</content>
internal sealed partial class PageServer
{
    private const string After = "after";

    private const int MaxAfter = 500;

    public Task DebtAsync(HttpContext http, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 0,
        _debt.Service,
        record: null,
        _debts,
        "Technical debt",
        RelativeAddress.Root(0).Last("technical-debt.json"),
        (html, page, document) => new DebtPageWriter(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.DebtDocument));

    public Task IncidentsAsync(HttpContext http, string item, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 1,
        Known(item, _incidents.Services),
        record: null,
        _incidentLists,
        "Incidents",
        RelativeAddress.Root(0).File(Known(item, _incidents.Services) ?? string.Empty, ".json"),
        (html, page, document) => new IncidentsPage(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.IncidentsDocument));

    public Task IncidentAsync(HttpContext http, string service, string item, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 2,
        Known(service, _incidents.Services),
        PathSegment.Read(item) ?? string.Empty,
        _incidentPages,
        "Incident",
        RelativeAddress.Root(0).File(PathSegment.Read(item) ?? string.Empty, ".json"),
        (html, page, document) => new IncidentPageWriter(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.IncidentDocument));

    public Task DeploymentsAsync(HttpContext http, string item, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 1,
        Known(item, _deployments.Services),
        record: null,
        _deploymentLists,
        "Deployments",
        RelativeAddress.Root(0).File(Known(item, _deployments.Services) ?? string.Empty, ".json"),
        (html, page, document) => new DeploymentsPage(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.DeploymentsDocument));

    public Task ImprovementAsync(HttpContext http, string item, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 1,
        Known(item, _incidents.Services),
        record: null,
        _improvements,
        "Improvement",
        RelativeAddress.Root(0).File(Known(item, _incidents.Services) ?? string.Empty, ".json"),
        (html, page, document) => new ImprovementPage(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.ImprovementDocument));

    public Task PostmortemAsync(HttpContext http, string service, string item, bool isTwin) => RecordAsync(
        http,
        isTwin,
        depth: 2,
        Known(service, _incidents.Services),
        PathSegment.Read(item) ?? string.Empty,
        _postmortems,
        "Postmortem",
        RelativeAddress.Root(0).File(PathSegment.Read(item) ?? string.Empty, ".json"),
        (html, page, document) => new PostmortemPageWriter(html, page, document).Write(),
        (json, document) => JsonSerializer.Serialize(json, document, DashboardJson.Default.PostmortemDocument));

    private static string? Known(string segment, IReadOnlyList<string> services) =>
        PathSegment.Read(segment) is { } name && services.Contains(name, StringComparer.Ordinal) ? name : null;

    /// <param name="http">The request.</param>
    /// <param name="isTwin">Whether the twin is asked for, and not the page.</param>
    /// <param name="depth">The number of segments of the page below the overview.</param>
    /// <param name="service">The service; <see langword="null"/> if there is none of this name.</param>
    /// <param name="record">The record; <see langword="null"/> for a list of them.</param>
    /// <param name="cache">Has the documents.</param>
    /// <param name="subject">What the page is about.</param>
    /// <param name="twin">The address of the twin, relative to the page.</param>
    /// <param name="writeHtml">Writes the page.</param>
    /// <param name="writeJson">Writes the twin.</param>
    private Task RecordAsync<T>(
        HttpContext http,
        bool isTwin,
        int depth,
        string? service,
        string? record,
        DocumentCache<T> cache,
        string subject,
        RelativeAddress twin,
        Action<HtmlWriter, PageContext, T> writeHtml,
        Action<Utf8JsonWriter, T> writeJson)
        where T : PageDocument => _answers.WriteAsync(http, isTwin, depth, async () =>
    {
        if (service is null)
        {
            throw new KeyNotFoundException("No service has this name. The overview lists all of them.");
        }

        ReliabilityAccess access = await AccessAsync(http).ConfigureAwait(false);
        if (!new Viewer(access, _options.ReadOnly).MaySee(service))
        {
            return Answer.Message(
                StatusCodes.Status403Forbidden, "Not for you", "You are not authorized for this service.", depth);
        }

        if (http.Request.Query.ContainsKey(PastTime.Name))
        {
            throw new BadParameterException($"{PastTime.Name}: this page knows only the present.");
        }

        string? after = record is null ? ReadAfter(http.Request.Query) : null;
        T document = await cache.GetAsync(RecordKey.Of(service, record ?? after), http.RequestAborted).ConfigureAwait(false);
        document = (T)(document with { Title = _options.Title, Zone = _options.Zone });
        PageContext context = Context(access, new OverviewQuery { After = after }, document.AsOf, depth);
        PageFrame frame = Frame(context, past: null, subject, twin: string.Empty) with
        {
            Twin = after is null ? twin : twin.Query(After, after),
            HasPast = false,
        };
        return Item(frame, document, (html, page) => writeHtml(html, page, document), json => writeJson(json, document)) with
        {
            Key = Key(frame, document.AsOf, $"{document.Problem}\f{document.AgeSeconds}\f{service}\f{record}"),
        };
    });

    private static string? ReadAfter(IQueryCollection query) => query[After] switch
    {
        [] => null,
        [{ Length: > 0 and <= MaxAfter } value] => value,
        [{ Length: 0 } or null] => null,
        _ => throw new BadParameterException($"{After}: one value of at most {MaxAfter} characters is valid."),
    };
}
