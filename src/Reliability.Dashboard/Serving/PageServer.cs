using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reliability.AspNetCore;
using Reliability.Common.Internal;
using Reliability.Debt;
using Reliability.Experiments;
using Reliability.Incidents;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>Answers the requests for pages and twins of one dashboard.</summary>
internal sealed partial class PageServer
{
    private readonly DashboardOptions _options;
    private readonly string _prefix;
    private readonly AnswerWriter _answers;
    private readonly TimeProvider _clock;
    private readonly IErrorBudgets _budgets;
    private readonly SnapshotReader _snapshotReader;
    private readonly ObjectiveReader _objectiveReader;
    private readonly ExperimentReader _experimentReader;
    private readonly ITrends _metrics;
    private readonly TrendReader _trendReader;
    private readonly IDebtRegister _debt;
    private readonly IIncidents _incidents;
    private readonly IDeployments _deployments;
    private readonly Func<long> _flushes;
    private readonly SnapshotCache<Snapshot> _snapshots;
    private readonly DocumentCache<ObjectiveDocument> _objectives;
    private readonly DocumentCache<ExperimentDocument> _experiments;
    private readonly DocumentCache<TrendDocument> _trends;
    private readonly DocumentCache<DebtDocument> _debts;
    private readonly DocumentCache<IncidentsDocument> _incidentLists;
    private readonly DocumentCache<IncidentDocument> _incidentPages;
    private readonly DocumentCache<DeploymentsDocument> _deploymentLists;
    private readonly DocumentCache<ImprovementDocument> _improvements;
    private readonly DocumentCache<PostmortemDocument> _postmortems;
    private long _changes;
    private long _writes;

    public PageServer(IServiceProvider services, string prefix, string setup, DashboardOptions options)
    {
        _options = options;
        _prefix = prefix;
        _answers = new AnswerWriter(new PageHeaders(options.FrameAncestors));
        _clock = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _budgets = services.GetRequiredKeyedService<IErrorBudgets>(setup);
        _snapshotReader = new SnapshotReader(services, setup, _clock);
        _objectiveReader = new ObjectiveReader(services, setup);
        _experimentReader = new ExperimentReader(services, setup);
        _metrics = services.GetRequiredKeyedService<ITrends>(setup);
        _trendReader = new TrendReader(services, setup, _clock);
        _debt = services.GetRequiredKeyedService<IDebtRegister>(setup);
        _incidents = services.GetRequiredKeyedService<IIncidents>(setup);
        _deployments = services.GetRequiredKeyedService<IDeployments>(setup);
        _flushes = () => services.GetRequiredKeyedService<ReliabilityRecorder>(setup).RequestedFlushes
            + (services.GetKeyedService<ExperimentTracker>(setup)?.RequestedFlushes ?? 0);
        _snapshots = new SnapshotCache<Snapshot>(
            _snapshotReader.ReadAsync,
            (last, e) => last with { Problem = SnapshotReader.Problem(e), AgeSeconds = SnapshotReader.Age(last.AsOf, _clock) },
            options.SnapshotInterval,
            _clock);
        _objectives = new DocumentCache<ObjectiveDocument>(
            _objectiveReader.ReadAsync, options.SnapshotInterval, _clock);
        _experiments = new DocumentCache<ExperimentDocument>(
            _experimentReader.ReadAsync, options.SnapshotInterval, _clock);
        _trends = new DocumentCache<TrendDocument>(_trendReader.ReadAsync, options.SnapshotInterval, _clock);
        _debts = new DocumentCache<DebtDocument>(
            new DebtPageReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
        _incidentLists = new DocumentCache<IncidentsDocument>(
            new IncidentsReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
        _incidentPages = new DocumentCache<IncidentDocument>(
            new IncidentPageReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
        _deploymentLists = new DocumentCache<DeploymentsDocument>(
            new DeploymentsReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
        _improvements = new DocumentCache<ImprovementDocument>(
            new ImprovementReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
        _postmortems = new DocumentCache<PostmortemDocument>(
            new PostmortemPageReader(services, setup).ReadAsync, options.SnapshotInterval, _clock);
    }

    public Task OverviewAsync(HttpContext http, bool isTwin) => _answers.WriteAsync(http, isTwin, depth: 0, async () =>
    {
        if (!isTwin && !http.Request.Path.Value!.EndsWith('/'))
        {
            string last = http.Request.Path.Value[(http.Request.Path.Value.LastIndexOf('/') + 1)..];
            return Answer.Redirect(Uri.EscapeDataString(last) + "/" + http.Request.QueryString);
        }

        ReliabilityAccess access = await AccessAsync(http).ConfigureAwait(false);
        OverviewQuery query = OverviewQuery.Of(http.Request.Query, access.Services, _options.ZoneInfo, _clock.GetUtcNow());
        Snapshot snapshot = query.At is { } at
            ? await PastAsync(http, "overview", string.Empty, at, token => _snapshotReader.ReadAsync(at, token)).ConfigureAwait(false)
            : await _snapshots.GetAsync(http.RequestAborted).ConfigureAwait(false);
        PageContext context = Context(access, query, snapshot.AsOf, depth: 0);
        PageFrame frame = Frame(context, snapshot.Past, subject: null, twin: "dashboard") with
        {
            Now = context.With(query with { At = null }),
        };
        var page = OverviewPage.Of(snapshot, frame.Page.Viewer, query);
        return new Answer(
            Key(frame, snapshot.AsOf, $"{snapshot.Problem}\f{snapshot.AgeSeconds}"),
            html => frame.WriteHtml(html, snapshot.Problem, snapshot.AgeSeconds, body => page.WriteHtml(body, frame.Page)),
            json => page.WriteJson(json, frame));
    });

    public Task ObjectiveAsync(HttpContext http, string item, bool isTwin) => _answers.WriteAsync(http, isTwin, depth: 1, async () =>
    {
        SloDefinition slo = PathSegment.Read(item) is { } name && _budgets.Objectives.FirstOrDefault(one => one.Name == name) is { } known
            ? known
            : throw new KeyNotFoundException("No objective has this name. The overview lists all of them.");
        ReliabilityAccess access = await AccessAsync(http).ConfigureAwait(false);
        var viewer = new Viewer(access, _options.ReadOnly);
        if (!viewer.MaySee(slo.Service))
        {
            return Answer.Message(
                StatusCodes.Status403Forbidden, "Not for you", "You are not authorized for the service of this objective.", depth: 1);
        }

        OverviewQuery query = ItemQuery(http);
        ObjectiveDocument document = query.At is { } at
            ? await PastAsync(
                http, "slo", slo.Name, at, token => _objectiveReader.ReplayAsync(slo.Name, at, token)).ConfigureAwait(false)
            : await _objectives.GetAsync(slo.Name, http.RequestAborted).ConfigureAwait(false);
        document = document with { Title = _options.Title, Zone = _options.Zone };
        PageContext context = Context(access, query, document.AsOf, depth: 1);
        return Item(
            Frame(context, document.Past, slo.Name, twin: slo.Name) with { Now = context.Present.Objective(slo.Name) },
            document,
            (html, page) => new ObjectivePage(html, page, document).Write(),
            json => JsonSerializer.Serialize(json, document, DashboardJson.Default.ObjectiveDocument));
    });

    public Task ExperimentAsync(HttpContext http, string item, bool isTwin) => _answers.WriteAsync(http, isTwin, depth: 1, async () =>
    {
        string key = PathSegment.Read(item)
            ?? throw new KeyNotFoundException("No experiment has this key. The overview lists all of them.");
        ReliabilityAccess access = await AccessAsync(http).ConfigureAwait(false);
        var viewer = new Viewer(access, _options.ReadOnly);
        OverviewQuery query = ItemQuery(http);
        ExperimentDocument document = query.At is { } at
            ? await Replays.OfProcess.GetAsync(
                new ReplayKey(this, "experiment", key, at), token => _experimentReader.ReplayAsync(key, at, token), http.RequestAborted)
                .ConfigureAwait(false)
            : await _experiments.GetAsync(key, http.RequestAborted).ConfigureAwait(false);
        if (!viewer.MaySee(document.Experiment.Service))
        {
            return Answer.Message(
                StatusCodes.Status403Forbidden, "Not for you", "You are not authorized for the service of this experiment.", depth: 1);
        }

        document = document with { Title = _options.Title, Zone = _options.Zone };
        PageContext context = Context(access, query, document.AsOf, depth: 1);
        return Item(
            Frame(context, document.Past, key, twin: key) with { Now = context.Present.Experiment(key) },
            document,
            (html, page) => new ExperimentPage(html, page, document).Write(),
            json => JsonSerializer.Serialize(json, document, DashboardJson.Default.ExperimentDocument));
    });

    public Task TrendAsync(HttpContext http, string item, bool isTwin) => _answers.WriteAsync(http, isTwin, depth: 1, async () =>
    {
        MetricDefinition metric = PathSegment.Read(item) is { } name
            && _metrics.Metrics.FirstOrDefault(one => one.Name == name) is { } known
            ? known
            : throw new KeyNotFoundException("No metric has this name. The overview lists all of them.");
        ReliabilityAccess access = await AccessAsync(http).ConfigureAwait(false);
        if (!new Viewer(access, _options.ReadOnly).MaySee(metric.Service))
        {
            return Answer.Message(
                StatusCodes.Status403Forbidden, "Not for you", "You are not authorized for the service of this metric.", depth: 1);
        }

        string? value = OverviewQuery.ValueOf(http.Request.Query);
        OverviewQuery query = ItemQuery(http) with { Value = value };
        string key = RecordKey.Of(metric.Name, value);
        TrendDocument document = query.At is { } at
            ? await Replays.OfProcess.GetAsync(
                new ReplayKey(this, "trend", key, at),
                token => _trendReader.ReplayAsync(metric.Name, value, at, token),
                http.RequestAborted).ConfigureAwait(false)
            : await _trends.GetAsync(key, http.RequestAborted).ConfigureAwait(false);
        document = document with { Title = _options.Title, Zone = _options.Zone };
        PageContext context = Context(access, query, document.AsOf, depth: 1);
        PageFrame frame = Frame(
            context, document.Past, value is null ? metric.Name : $"{metric.Name}, {value}", twin: metric.Name);
        return Item(
            frame with
            {
                Now = context.Present.Trend(metric.Name, value),
                Twin = context.Then(PageContext.Value(RelativeAddress.Root(0).File(metric.Name, ".json"), value)),
            },
            document,
            (html, page) => new TrendPage(html, page, document).Write(),
            json => JsonSerializer.Serialize(json, document, DashboardJson.Default.TrendDocument));
    });

    /// <summary>The page of one item and its twin.</summary>
    private Answer Item(
        PageFrame frame, PageDocument document, Action<HtmlWriter, PageContext> writeHtml, Action<Utf8JsonWriter> writeJson) => new(
        Key(frame, document.AsOf, $"{document.Problem}\f{document.AgeSeconds}"),
        html => frame.WriteHtml(html, document.Problem, document.AgeSeconds, body => writeHtml(body, frame.Page)),
        writeJson);

    /// <summary>Reads a time of the past, once for all who ask for it now.</summary>
    /// <exception cref="BadParameterException">The time is before everything that is stored.</exception>
    private ValueTask<T> PastAsync<T>(
        HttpContext http, string kind, string item, DateTimeOffset at, Func<CancellationToken, ValueTask<T>> read) =>
        Replays.OfProcess.GetAsync(
            new ReplayKey(this, kind, item, at),
            async token =>
            {
                string[] slos = item.Length > 0 ? [item] : [.. _budgets.Objectives.Select(slo => slo.Name)];
                DateTimeOffset? first = await _budgets.GetFirstMeasuredAsync(slos, token).ConfigureAwait(false);
                return at >= first ? await read(token).ConfigureAwait(false) : throw PastTime.TooEarly(first);
            },
            http.RequestAborted);

    private OverviewQuery ItemQuery(HttpContext http) =>
        new() { At = PastTime.Of(http.Request.Query, _options.ZoneInfo, _clock.GetUtcNow()) };

    /// <summary>
    /// Finds what the reader may see. A change through this process, or a flush that its code asked for, makes everything be read again.
    /// </summary>
    private async ValueTask<ReliabilityAccess> AccessAsync(HttpContext http)
    {
        ReliabilityAccess access = await ReliabilityAccess.OfAsync(http).ConfigureAwait(false);
        if (Interlocked.Exchange(ref _writes, access.Changes) != access.Changes)
        {
            _snapshotReader.Forget();
        }

        long changes = access.Changes + _flushes();
        if (Interlocked.Exchange(ref _changes, changes) != changes)
        {
            _snapshots.Invalidate();
            _objectives.Invalidate();
            _experiments.Invalidate();
            _trends.Invalidate();
            _debts.Invalidate();
            _incidentLists.Invalidate();
            _incidentPages.Invalidate();
            _deploymentLists.Invalidate();
            _improvements.Invalidate();
            _postmortems.Invalidate();
        }

        return access;
    }

    /// <summary>What a page needs to be written. Nothing can be changed in the past.</summary>
    private PageContext Context(ReliabilityAccess access, OverviewQuery query, DateTimeOffset asOf, int depth) => new()
    {
        Depth = depth,
        Zone = _options.ZoneInfo,
        AsOf = asOf,
        Viewer = new Viewer(access, _options.ReadOnly || query.At is not null),
        Query = query,
    };

    private PageFrame Frame(PageContext page, PastNote? past, string? subject, string twin) => new()
    {
        Title = _options.Title,
        Subject = subject,
        AssetVersion = AssetSet.Default.Version,
        ReloadInterval = _options.ReloadInterval,
        Twin = page.Then(RelativeAddress.Root(0).File(twin, ".json")),
        WriteBase = page.Viewer.WritePrefix is { } writes ? WriteAddress.Of(_prefix, writes, page.Depth) : null,
        Page = page,
        Past = past,
    };

    /// <summary>
    /// What a page depends on: the data, the reader's rights, the query and the version of this package. A page of the past has no key:
    /// what the store still has of it can change.
    /// </summary>
    private string? Key(PageFrame frame, DateTimeOffset asOf, string? problem) => frame.Past is not null ? null : string.Join(
        '\f',
        asOf.UtcTicks,
        problem,
        frame.Page.Viewer.Key,
        frame.WriteBase,
        frame.Page.Query.Key,
        frame.Subject,
        _options.Title,
        _options.Zone,
        AssetSet.Default.Version);
}
