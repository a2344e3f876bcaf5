using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Alerting;

namespace Reliability.Trends.Internal;

/// <summary>
/// Decides which alerts about a metric fire and resolve, from what is remembered, the accepted shifts and a report. No clock, no I/O.
/// </summary>
/// <remarks>
/// A lasting shift in the worse direction fires once, wherever it is found again. A trend without a shift fires once until it is over. An
/// alert resolves when a person accepts the shift, or when the metric was no longer worse for
/// <see cref="TrendRule.ResolveAfterDays"/> days. Without enough data, or without a new day, nothing fires and nothing resolves.
/// </remarks>
internal sealed class TrendWatch
{
    /// <summary>The name of the rule of a trend without a shift.</summary>
    public const string TrendRuleName = "trend";

    /// <summary>The most shifts that are remembered.</summary>
    private const int MaxShifts = 100;

    private const string ShiftClears = "Resolves when the level before the shift is back, or when a person accepts the shift.";
    private const string TrendClears = "Resolves when the metric no longer degrades, or when a person accepts a shift of it.";

    /// <summary>How long a shift that is over is remembered after it left the days that are judged.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private readonly MetricDefinition _metric;
    private readonly TrendRule _rule;
    private readonly TrendReport _report;
    private readonly IReadOnlyList<AcceptedShift> _accepted;
    private readonly DateTimeOffset _now;
    private readonly List<AlertNotification> _transitions = [];
    private readonly List<KnownShift> _shifts;
    private KnownTrend? _trend;

    private TrendWatch(TrendState before, TrendRule rule, TrendReport report, IReadOnlyList<AcceptedShift> accepted, DateTimeOffset now)
    {
        _metric = report.Metric;
        _rule = rule;
        _report = report;
        _accepted = [.. accepted.Where(one => one.IsInForce)];
        _now = now;
        _shifts = [.. before.Shifts];
        _trend = before.Trend;
    }

    /// <summary>Returns what is to be remembered, and the transitions to notify of.</summary>
    /// <param name="before">What is remembered.</param>
    /// <param name="rule">The rule of the metric.</param>
    /// <param name="report">The report on the days up to the last one that is over.</param>
    /// <param name="accepted">The accepted shifts of the metric, also those whose acceptance was withdrawn.</param>
    /// <param name="now">The time of the decision.</param>
    public static (TrendState Next, IReadOnlyList<AlertNotification> Transitions) Next(
        TrendState before, TrendRule rule, TrendReport report, IReadOnlyList<AcceptedShift> accepted, DateTimeOffset now)
    {
        var watch = new TrendWatch(before, rule, report, accepted, now);
        watch.Mute();
        DateTimeOffset? through = report.Range?.End;
        bool hasNewDay = through is not null && (before.DataThrough is not { } last || through > last);
        if (report.Verdict != TrendVerdict.InsufficientData)
        {
            watch.Judge(hasNewDay);
        }

        watch.Forget();
        return (before with { DataThrough = through ?? before.DataThrough, Shifts = watch._shifts, Trend = watch._trend },
            watch._transitions);
    }

    /// <summary>Returns the alerts of a metric as they are shown.</summary>
    public static IReadOnlyList<AlertStatus> Alerts(TrendState state, TrendRule rule, TrendReport report, DateTimeOffset now)
    {
        MetricDefinition metric = report.Metric;
        AlertStatus trend = new()
        {
            Service = metric.Service,
            Slo = metric.Name,
            Rule = TrendRuleName,
            Severity = rule.Severity,
            State = state.Trend is not null ? AlertState.Firing
                : state.DataThrough is null ? AlertState.Unknown : AlertState.Inactive,
            AlertId = state.Trend?.AlertId,
            FiredAt = state.Trend?.FiredAt,
            JudgedAt = now,
            Explanation = state.Trend?.Explanation ?? report.Summary,
            ClearsWhen = TrendClears,
        };
        return
        [
            trend,
            .. state.Shifts.Where(shift => shift.ResolvedAt is null).Select(shift => trend with
            {
                Rule = shift.Rule,
                State = AlertState.Firing,
                AlertId = shift.AlertId,
                FiredAt = shift.FiredAt,
                Explanation = shift.Explanation,
                ClearsWhen = ShiftClears,
            }),
        ];
    }

    /// <summary>Resolves the alerts that a person accepted, and opens those again whose acceptance was withdrawn.</summary>
    private void Mute()
    {
        for (int i = 0; i < _shifts.Count; i++)
        {
            KnownShift known = _shifts[i];
            AcceptedShift? accepted = _accepted.FirstOrDefault(one => SameShift.IsCovered(known, one));
            if (accepted is null && known.AcceptedBy is not null)
            {
                _shifts[i] = known with { AcceptedBy = null, ResolvedAt = null, CalmDays = 0 };
            }
            else if (accepted is not null && known.ResolvedAt is null)
            {
                _shifts[i] = known with { AcceptedBy = accepted.Id, ResolvedAt = _now };
                Add(known, AlertTransitionKind.Resolved, Words(accepted));
            }
        }

        if (_trend is { } trend && _accepted.FirstOrDefault(one => one.AcceptedAt > trend.FiredAt) is { } since)
        {
            Add(trend, AlertTransitionKind.Resolved, Words(since));
            _trend = null;
        }
    }

    private static string Words(AcceptedShift accepted) => $"{accepted.By} accepted the shift: {accepted.Reason}";

    private void Judge(bool hasNewDay)
    {
        MetricShift[] worse = [.. _report.Shifts.Where(IsWorse)];
        var fresh = worse.ToList();
        for (int i = 0; i < _shifts.Count; i++)
        {
            KnownShift known = _shifts[i];
            MetricShift? found = worse.Where(shift => SameShift.Is(known, shift)).MinBy(shift => (shift.At - known.Last.At).Duration());
            fresh.RemoveAll(shift => SameShift.Is(known, shift));
            _shifts[i] = known = found is null
                ? known
                : known with { Last = SameShift.ToStored(found), Explanation = TrendText.Explain(_report, found) };
            if (known.ResolvedAt is null && hasNewDay)
            {
                _shifts[i] = Calm(known, found);
            }
        }

        foreach (MetricShift shift in fresh)
        {
            Fire(shift);
        }

        JudgeTrend(worse.Length > 0, hasNewDay);
    }

    private bool IsWorse(MetricShift shift) =>
        SameShift.IsLasting(shift) && shift.Verdict == TrendVerdict.Degrading && shift.Acceptance is null
        && (_report.BaselineStart is not { } baseline || shift.At >= baseline);

    /// <summary>Counts a day on which the metric was no longer worse, and resolves the alert after enough of them.</summary>
    private KnownShift Calm(KnownShift known, MetricShift? found)
    {
        bool isOver = found is null ? _report.Verdict != TrendVerdict.Degrading : IsBack(found);
        known = known with { CalmDays = isOver ? known.CalmDays + 1 : 0 };
        if (known.CalmDays < _rule.ResolveAfterDays)
        {
            return known;
        }

        Add(known, AlertTransitionKind.Resolved, found is null ? "The shift is no longer found." : "The level before the shift is back.");
        return known with { ResolvedAt = _now };
    }

    /// <summary>Returns whether a later shift brought the level back, up to a difference that does not matter.</summary>
    private bool IsBack(MetricShift found)
    {
        MetricShift last = _report.Shifts.LastOrDefault(SameShift.IsLasting) ?? found;
        double left = last.After - found.Before;
        return last.At > found.At
            && (Math.Sign(left) != Math.Sign(found.Size) || Math.Abs(left) < _metric.MinimumEffect * Math.Abs(found.Before));
    }

    private void Fire(MetricShift shift)
    {
        // Another finding of this round can already be this shift.
        if (_shifts.Exists(known => SameShift.Is(known, shift)))
        {
            return;
        }

        StoredShift stored = SameShift.ToStored(shift);
        string rule = $"shift:{shift.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        var known = new KnownShift
        {
            AlertId = Id(rule),
            Rule = rule,
            First = stored,
            Last = stored,
            FiredAt = _now,
            Explanation = TrendText.Explain(_report, shift),
        };
        if (_trend is { } trend && shift.Within.Start < trend.FiredAt)
        {
            // The alert about the trend is about this change.
            _shifts.Add(known with { AlertId = trend.AlertId, FiredAt = trend.FiredAt, ResolvedAt = _now });
            return;
        }

        _shifts.Add(known);
        Add(known, AlertTransitionKind.Fired, ShiftClears);
    }

    private void JudgeTrend(bool hasShift, bool hasNewDay)
    {
        bool isDegrading = _report.Verdict == TrendVerdict.Degrading;
        if (_trend is null)
        {
            if (isDegrading && !hasShift && !_shifts.Exists(known => known.ResolvedAt is null))
            {
                _trend = new KnownTrend { AlertId = Id(TrendRuleName), FiredAt = _now, Explanation = _report.Summary };
                Add(_trend, AlertTransitionKind.Fired, TrendClears);
            }

            return;
        }

        KnownTrend trend = isDegrading
            ? _trend with { CalmDays = 0, Explanation = _report.Summary }
            : _trend with { CalmDays = _trend.CalmDays + (hasNewDay ? 1 : 0) };
        _trend = trend;
        if (trend.CalmDays >= _rule.ResolveAfterDays)
        {
            Add(trend with { Explanation = _report.Summary }, AlertTransitionKind.Resolved, "The metric no longer degrades.");
            _trend = null;
        }
    }

    private void Forget()
    {
        if (_report.Range is { } range)
        {
            _shifts.RemoveAll(known => known.ResolvedAt is not null && known.Last.To < range.Start - Memory);
        }

        if (_shifts.Count > MaxShifts)
        {
            _shifts.RemoveRange(0, _shifts.Count - MaxShifts);
        }
    }

    private void Add(KnownShift known, AlertTransitionKind kind, string clears) =>
        Add(known.AlertId, known.Rule, known.FiredAt, known.Explanation, kind, clears);

    private void Add(KnownTrend trend, AlertTransitionKind kind, string clears) =>
        Add(trend.AlertId, TrendRuleName, trend.FiredAt, trend.Explanation, kind, clears);

    private void Add(string id, string rule, DateTimeOffset firedAt, string explanation, AlertTransitionKind kind, string clears) =>
        _transitions.Add(new AlertNotification
        {
            AlertId = id,
            Kind = kind,
            Service = _metric.Service,
            Slo = _metric.Name,
            Rule = rule,
            Severity = _rule.Severity,
            FiredAt = firedAt,
            ResolvedAt = kind == AlertTransitionKind.Resolved ? _now : null,
            Explanation = explanation,
            ClearsWhen = clears,
        });

    /// <summary>Names one alert: the same wherever it is worked out.</summary>
    private string Id(string rule)
    {
        string text = $"{_metric.Service.Length}:{_metric.Service}{_metric.Name.Length}:{_metric.Name}{rule.Length}:{rule}{_now.UtcTicks}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
    }
}
