using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Releases;

/// <summary>Decides from reports whether a release may proceed. All methods are pure: no clock, no I/O.</summary>
public static class ReleaseGate
{
    /// <summary>Decides from the reports of all objectives that are relevant to the release.</summary>
    /// <param name="reports">The reports. If there are none, the gate warns, because nothing is known.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="policy">The verdict for each finding, or <see langword="null"/> for <see cref="ReleasePolicy.Default"/>.</param>
    public static GateDecision Decide(IEnumerable<SloReport> reports, DateTimeOffset now, ReleasePolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(reports);
        policy ??= ReleasePolicy.Default;
        SloReport[] evidence = [.. reports];
        var reasons = new List<GateReason>();
        if (evidence.Length == 0)
        {
            reasons.Add(new GateReason
            {
                Verdict = GateVerdict.Warn,
                Code = GateReasonCodes.NoObjectives,
                Message = "No objective is declared, so nothing is known.",
            });
        }

        foreach (SloReport report in evidence)
        {
            reasons.AddRange(ReasonsOf(report, now, policy).Where(r => r.Verdict != GateVerdict.Allow));
        }

        return new GateDecision
        {
            Verdict = reasons.Count == 0 ? GateVerdict.Allow : reasons.Max(r => r.Verdict),
            AsOf = now,
            Reasons = [.. reasons.OrderByDescending(r => r.Verdict)],
            Evidence = evidence,
        };
    }

    private static IEnumerable<GateReason> ReasonsOf(SloReport report, DateTimeOffset now, ReleasePolicy policy)
    {
        BudgetStatus status = report.Status;
        GateReason Because(
            GateVerdict verdict,
            string code,
            string message) => new() { Verdict = verdict, Code = code, Slo = status.Slo, Message = message };

        string[] missing = [.. status.MissingFeeds.Select(feed => feed.Describe())];
        foreach (string problem in missing)
        {
            yield return Because(policy.OnNoData, GateReasonCodes.NeverHeard, problem);
        }

        foreach (FeedStatus feed in status.Feeds.Where(feed => feed is { State: FeedState.Connected, Hint: not null }))
        {
            yield return Because(policy.OnNoData, GateReasonCodes.FeedInDoubt, feed.Describe());
        }

        if ((missing.Length == 0 || status.State != BudgetState.NoData) && ReasonOf(status, policy, Because) is { } budget)
        {
            yield return budget;
        }

        if (status.LastObserved is { } last && now - last > policy.StaleAfter)
        {
            yield return Because(
                policy.OnStale,
                GateReasonCodes.StaleData,
                $"The newest data is of {last:u}, older than {DurationText.Of(policy.StaleAfter)}.");
        }

        foreach (AlertReading alert in report.Alerts.Where(a => a.Condition == AlertCondition.Met))
        {
            yield return alert.Severity == AlertSeverity.Page
                ? Because(policy.OnPage, GateReasonCodes.PageAlert, $"Alert {alert.Rule}: {alert.Explanation}.")
                : Because(policy.OnTicket, GateReasonCodes.TicketAlert, $"Alert {alert.Rule}: {alert.Explanation}.");
        }

        if (report.Forecast is { Outcome: ForecastOutcome.WillBeSpent, Likely: { } likely } && likely - now <= policy.RunningOutWithin)
        {
            yield return Because(
                policy.OnRunningOut,
                GateReasonCodes.BudgetRunningOut,
                $"At the pace of the last {DurationText.Of(report.Forecast.Lookback)} the budget is spent by {likely:u}.");
        }
    }

    private static GateReason? ReasonOf(BudgetStatus status, ReleasePolicy policy, Func<GateVerdict, string, string, GateReason> because)
    {
        string figures = status.Figures;
        return status.State switch
        {
            BudgetState.Exhausted when LowTrafficGuard.Default.DoubtOf(status) is { } doubt => because(
                policy.OnLowTraffic < policy.OnExhausted ? policy.OnLowTraffic : policy.OnExhausted,
                GateReasonCodes.LowTraffic,
                $"The budget is spent, but by too few events to be sure: {figures}. {doubt}"),
            BudgetState.Exhausted => because(policy.OnExhausted, GateReasonCodes.BudgetExhausted, $"The budget is spent: {figures}."),
            BudgetState.AtRisk => because(
                policy.OnAtRisk,
                GateReasonCodes.BudgetAtRisk,
                Check.Text($"Only {(status.Remaining ?? 0) * 100:0.#} % of the budget remains: {figures}.")),
            BudgetState.NoData => because(policy.OnNoData, GateReasonCodes.NoData, status.Reason ?? "Nothing was measured."),
            BudgetState.NoTraffic => because(policy.OnNoTraffic, GateReasonCodes.NoTraffic, status.Reason ?? "Nothing happened."),
            _ => null,
        };
    }
}
