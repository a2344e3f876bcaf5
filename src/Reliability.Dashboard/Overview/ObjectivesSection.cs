using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>The objectives with their budgets.</summary>
internal sealed class ObjectivesSection : ISection
{
    private const int Days = 30;

    public string Name => ObjectivesPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<SloDefinition> objectives = context.Get<IErrorBudgets>().Objectives;
        if (objectives.Count == 0)
        {
            return null;
        }

        IReadOnlyList<SloReport> reports = await context.ReportsAsync(cancellationToken).ConfigureAwait(false);
        ILookup<string, FiringRow> firing = await FiringAsync(context, objectives, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BudgetHistory> histories = await context.Budgets.GetHistoriesAsync(
            [.. objectives.Select(slo => slo.Name)],
            HistoryStep.Day,
            new TimeRange(context.AsOf.AddDays(-Days), context.AsOf),
            cancellationToken).ConfigureAwait(false);
        return new ObjectivesPart
        {
            Objectives = [.. objectives.Select((slo, i) => Row(slo, reports[i], firing[slo.Name], histories[i]))],
        };
    }

    public static ObjectiveRow Row(SloDefinition slo, SloReport report, IEnumerable<FiringRow> firing, BudgetHistory history)
    {
        BudgetStatus status = report.Status;
        return new ObjectiveRow
        {
            Name = slo.Name,
            Service = slo.Service,
            Description = slo.Description,
            State = status.State.ToString(),
            Reason = status.Reason,
            Target = JsonNumber.Of(slo.Target / 100),
            Sli = JsonNumber.Of(status.Sli),
            Total = JsonNumber.Of(status.Total),
            Bad = JsonNumber.Of(status.Bad),
            Remaining = JsonNumber.Of(status.Remaining),
            RemainingUnits = JsonNumber.Of(status.RemainingUnits),
            Burn =
            [
                .. report.Burn.Select(one => new BurnCell { Window = DurationText(one.Window), Rate = JsonNumber.Of(one.BurnRate) }),
            ],
            BurnWord = BurnWords.Of(slo, report.Alerts),
            BurnNote = BurnWords.Note(slo),
            Forecast = report.Forecast.Outcome.ToString(),
            Earliest = report.Forecast.Earliest,
            Likely = report.Forecast.Likely,
            LastObserved = status.LastObserved,
            NeverHeard = [.. status.Feeds.Where(feed => feed.State == FeedState.NeverHeard).Select(feed => feed.Describe())],
            Days = [.. history.Periods.TakeLast(Days).Select(period => JsonNumber.Of(period.Sli))],
            Firing = [.. firing],
        };
    }

    private static async ValueTask<ILookup<string, FiringRow>> FiringAsync(
        SnapshotContext context, IReadOnlyList<SloDefinition> objectives, CancellationToken cancellationToken)
    {
        IAlerts alerts = context.Get<IAlerts>();
        if (context.At is not { } at)
        {
            return (await alerts.GetCurrentAsync(cancellationToken).ConfigureAwait(false))
                .Where(alert => alert.State == AlertState.Firing).OrderByDescending(alert => alert.Severity)
                .ToLookup(alert => alert.Slo, FiringRow.Of, StringComparer.Ordinal);
        }

        string[] services = [.. objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)];
        PastAlerts past = await PastAlerts.ReadAsync(alerts, services, at, cancellationToken).ConfigureAwait(false);
        context.Limits.Add(PastAlerts.Limit);
        foreach (string problem in services.Select(past.ProblemOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            context.Limits.Add(problem);
        }

        return objectives.SelectMany(slo => past.FiringOf(slo.Name)).OrderByDescending(alert => alert.Severity)
            .ToLookup(alert => alert.Slo, FiringRow.Of, StringComparer.Ordinal);
    }

    private static string DurationText(TimeSpan window) => window.TotalDays >= 2
        ? Check.Text($"{window.TotalDays:0.##}d")
        : window.TotalHours >= 1 ? Check.Text($"{window.TotalHours:0.##}h") : Check.Text($"{window.TotalMinutes:0.##}m");
}
