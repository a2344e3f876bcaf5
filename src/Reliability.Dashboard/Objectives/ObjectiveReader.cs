using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of one objective shows.</summary>
internal sealed class ObjectiveReader(IServiceProvider services, string setup)
{
    /// <summary>As far back as the store keeps minutes by default.</summary>
    private static readonly TimeSpan _minutes = TimeSpan.FromDays(8);

    /// <summary>The days of the strip, the longest of the charts.</summary>
    private static readonly TimeSpan _strip = TimeSpan.FromDays(180);

    private static readonly TimeSpan _maxHours = TimeSpan.FromDays(34);

    private static readonly string[] _limits =
    [
        "The objective is that which is declared now.",
        "Burn rates, alerts and their episodes are undefined where the store no longer keeps minutes.",
        PastAlerts.Limit,
    ];

    /// <summary>Reads the present.</summary>
    public ValueTask<ObjectiveDocument> ReadAsync(string name, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(name, now, at: null, cancellationToken);

    /// <summary>Reads a time of the past.</summary>
    public ValueTask<ObjectiveDocument> ReplayAsync(string name, DateTimeOffset at, CancellationToken cancellationToken) =>
        ReadAsync(name, at, at, cancellationToken);

    private async ValueTask<ObjectiveDocument> ReadAsync(
        string name, DateTimeOffset now, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        IErrorBudgets present = services.GetRequiredKeyedService<IErrorBudgets>(setup);
        IErrorBudgets budgets = at is { } time ? present.AsOf(time) : present;
        IAlerts alerts = services.GetRequiredKeyedService<IAlerts>(setup);
        SloDefinition slo = budgets.Objectives.First(one => one.Name == name);
        SloReport report = await budgets.GetReportAsync(name, cancellationToken).ConfigureAwait(false);
        BudgetStatus status = report.Status;
        BudgetHistory hours = await HistoryAsync(HistoryStep.Hour, Latest(now, _maxHours, status.Window.Start)).ConfigureAwait(false);
        BudgetHistory days = await HistoryAsync(HistoryStep.Day, new TimeRange(now - _strip, now)).ConfigureAwait(false);
        BudgetHistory months = await HistoryAsync(HistoryStep.Month, new TimeRange(now.AddDays(-365), now)).ConfigureAwait(false);
        IReadOnlyList<LedgerEntry> entries = await services.GetRequiredKeyedService<IBudgetLedger>(setup)
            .GetEntriesAsync(slo.Service, knownAt: at, cancellationToken).ConfigureAwait(false);
        LedgerEntry[] own = [.. entries.Where(entry => entry.Kind != LedgerEntryKind.Definition && (entry.Slo ?? name) == name)];
        AlertStatus[] current = at is not null ? [] :
            [.. (await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false)).Where(one => one.Slo == name)];
        PastAlerts? past = at is { } then
            ? await PastAlerts.ReadAsync(alerts, [slo.Service], then, cancellationToken).ConfigureAwait(false)
            : null;
        var recent = new TimeRange(now - _minutes, now);
        AlertReplay replay = await budgets.ReplayAlertsAsync(name, recent, cancellationToken).ConfigureAwait(false);
        BurnHistory burn = await budgets.GetBurnHistoryAsync(name, recent, maxPoints: 240, cancellationToken).ConfigureAwait(false);
        BadEventSources sources = await budgets.GetBadEventSourcesAsync(name, status.Window, cancellationToken).ConfigureAwait(false);
        BadEventSources week = await budgets.GetBadEventSourcesAsync(name, new TimeRange(now.AddDays(-7), now), cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<MarkerRow> markers = await PageMarkers.ReadAsync(
            services, setup, slo.Service, Earlier(status.Window.Start, now - _strip), now, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BudgetPeriod> path = slo.Window.NominalLength <= _maxHours ? hours.Periods : days.Periods;
        return new ObjectiveDocument
        {
            AsOf = now,
            Objective = ObjectivesSection.Row(
                slo,
                report,
                past is null
                    ? current.Where(one => one.State == AlertState.Firing).OrderByDescending(one => one.Severity).Select(FiringRow.Of)
                    : past.FiringOf(name).OrderByDescending(one => one.Severity).Select(FiringRow.Of),
                days),
            Definition = slo.Describe().Split(';')[0],
            WindowStart = status.Window.Start,
            WindowEnd = status.Window.End,
            Allowed = JsonNumber.Of(status.Allowed),
            RemainingSeconds = JsonNumber.Of(
                status.Remaining is { } left && slo.ErrorBudget > 0 ? left * slo.ErrorBudget * Seconds(status.Window.Length) : null),
            Coverage = JsonNumber.Of(status.Coverage),
            Forecast = Tile(report.Forecast),
            BurnDown =
            [
                .. BudgetBurnDown.Evaluate(status, path, own).Points.Select(point => new BurnDownRow
                {
                    At = point.At,
                    Remaining = JsonNumber.Of(point.RemainingShare),
                    Entry = point.LedgerEntryId,
                }),
            ],
            EvenPace =
            [
                new BurnDownRow { At = status.Window.Start, Remaining = 1 },
                new BurnDownRow { At = status.Window.End, Remaining = 0 },
            ],
            Rules = [.. burn.Rules.Select(Rule)],
            Past = at is { } shown ? new PastNote { At = shown, Limits = _limits } : null,
            AlertsProblem = past?.ProblemOf(slo.Service),
            Alerts =
            [
                .. report.Alerts.Select(reading => past is null
                    ? Alert(slo, reading, current.FirstOrDefault(one => one.Rule == reading.Rule))
                    : Alert(slo, reading, past)),
            ],
            Hours = [.. hours.Periods.TakeLast(48).Select(Period)],
            Days = [.. days.Periods.TakeLast(30).Select(Period)],
            Sources = SourcesDocument.Of(sources, week),
            Strip = [.. days.Periods.SkipWhile(period => !period.IsMeasured).Select(Day)],
            Months = [.. months.Periods.SkipWhile(period => !period.IsMeasured).Select(period => Month(slo, period))],
            Episodes =
            [
                .. replay.Episodes.OrderByDescending(one => one.FiredAt).Select(one => new EpisodeRow
                {
                    Rule = one.Rule,
                    Severity = one.Severity.ToString(),
                    FiredAt = one.FiredAt,
                    ClearedAt = one.ClearedAt,
                    Explanation = one.Explanation,
                }),
            ],
            Ledger = [.. own.OrderByDescending(entry => entry.Position).Select(Entry)],
            Markers = markers,
            Why = [.. ObjectiveWords.Why(slo, report)],
        };

        async ValueTask<BudgetHistory> HistoryAsync(HistoryStep step, TimeRange range) =>
            (await budgets.GetHistoriesAsync([name], step, range, cancellationToken).ConfigureAwait(false))[0];
    }

    private static TimeRange Latest(DateTimeOffset now, TimeSpan longest, DateTimeOffset start) =>
        new(now - start > longest ? now - longest : start < now - TimeSpan.FromDays(2) ? start : now - TimeSpan.FromDays(2), now);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static decimal Seconds(TimeSpan span) => (decimal)span.TotalSeconds;

    private static ForecastTile Tile(BudgetForecast forecast) => new()
    {
        Outcome = forecast.Outcome.ToString(),
        Reason = forecast.Reason,
        Earliest = forecast.Earliest,
        Likely = forecast.Likely,
        Latest = forecast.Latest,
        Horizon = forecast.Horizon,
        Confidence = forecast.Confidence,
        Hours = forecast.Hours,
        BadPerHour = (decimal?)JsonNumber.Of(forecast.BadPerHour),
        Season = forecast.Season.ToString(),
    };

    private static BurnRuleRow Rule(BurnHistoryRule rule) => new()
    {
        Rule = rule.Rule,
        Severity = rule.Severity.ToString(),
        LongWindow = Seconds(rule.LongWindow),
        ShortWindow = Seconds(rule.ShortWindow),
        Threshold = rule.Threshold,
        Points =
        [
            .. rule.Points.Select(point => new BurnPointRow
            {
                At = point.At,
                Long = JsonNumber.Of(point.LongBurn),
                Short = JsonNumber.Of(point.ShortBurn),
            }),
        ],
    };

    private static AlertRow Alert(SloDefinition slo, AlertReading reading, AlertStatus? status) => new()
    {
        Rule = reading.Rule,
        Severity = reading.Severity.ToString(),
        State = (status?.State ?? AlertState.Unknown).ToString(),
        Since = status is { State: AlertState.Firing } ? status.FiredAt : null,
        Value = JsonNumber.Of(reading.Value),
        Threshold = JsonNumber.Of(reading.Threshold),
        Word = BurnWords.Of(slo, reading),
        Explanation = reading.Explanation,
        ClearsWhen = status is { State: AlertState.Firing } ? status.ClearsWhen : null,
    };

    /// <summary>An alert at a time in the past: its reading then, and its state by the notifications that were recorded.</summary>
    private static AlertRow Alert(SloDefinition slo, AlertReading reading, PastAlerts past)
    {
        AlertNotification? firing = past.Firing(slo.Name, reading.Rule);
        return Alert(slo, reading, status: null) with
        {
            State = (past.ProblemOf(slo.Service) is not null ? AlertState.Unknown
                : firing is null ? AlertState.Inactive
                : AlertState.Firing).ToString(),
            Since = firing?.FiredAt,
            ClearsWhen = firing?.ClearsWhen,
        };
    }

    private static PeriodRow Period(BudgetPeriod period) => new()
    {
        Start = period.Start,
        End = period.End,
        Good = State(period) == "NotMeasured" ? null : JsonNumber.Of(period.Good),
        Bad = State(period) == "NotMeasured" ? null : JsonNumber.Of(period.Bad),
        Sli = JsonNumber.Of(period.Sli),
        State = State(period),
    };

    private static string State(BudgetPeriod period) => period.ExcludedShare >= 1 ? "Excluded"
        : !period.IsMeasured ? "NotMeasured"
        : period.IsMet switch { true => "Met", false => "Missed", null => "Quiet" };

    /// <summary>The middle of a day lies in it in every zone in which the day was cut.</summary>
    private static DayRow Day(BudgetPeriod period) => new()
    {
        Day = DateOnly.FromDateTime((period.Start + ((period.End - period.Start) / 2)).UtcDateTime),
        State = Words(period),
    };

    private static MonthRow Month(SloDefinition slo, BudgetPeriod period) => new()
    {
        Left = slo.ErrorBudget > 0 && period.Total > 0 ? JsonNumber.Of(1 - (period.Bad / (slo.ErrorBudget * period.Total))) : null,
        Month = Check.Text($"{period.Start + ((period.End - period.Start) / 2):yyyy-MM}"),
        Good = JsonNumber.Of(period.Good),
        Bad = JsonNumber.Of(period.Bad),
        Sli = JsonNumber.Of(period.Sli),
        State = Words(period),
    };

    private static string Words(BudgetPeriod period) => StripChart.Word(State(period) switch
    {
        "Met" or "Quiet" => StripState.Met,
        "Missed" => StripState.NotMet,
        "Excluded" => StripState.Excluded,
        _ => StripState.NotMeasured,
    });

    private static LedgerRow Entry(LedgerEntry entry) => new()
    {
        Id = entry.Id,
        Kind = entry.Kind.ToString(),
        RecordedAt = entry.RecordedAt,
        By = entry.By,
        Reason = entry.Reason,
        From = entry.From,
        To = entry.To,
        Effect = entry switch
        {
            { Kind: LedgerEntryKind.Reset } => "the whole budget is available again",
            { Kind: LedgerEntryKind.Revocation } => "an earlier entry no longer applies",
            { Kind: LedgerEntryKind.Exclusion, Recurrence: not null } => "a recurring time does not count",
            { Kind: LedgerEntryKind.Exclusion } => "the time does not count",
            { BudgetShare: not 0 } => Check.Text($"{entry.BudgetShare * 100:+0.##;-0.##} % of the budget"),
            _ => Check.Text($"{entry.Good:+#,0.##;-#,0.##;0} good and {entry.Bad:+#,0.##;-#,0.##;0} bad units"),
        },
    };
}
