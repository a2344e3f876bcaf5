using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>Explains the figures of an objective: the formula with its numbers, what was measured, and what people changed.</summary>
internal static class ObjectiveWords
{
    public static IEnumerable<string> Why(SloDefinition slo, SloReport report)
    {
        BudgetStatus status = report.Status;
        yield return $"The objective: {slo.Describe()}.";
        if (status.Reason is { } reason)
        {
            yield return reason;
        }

        if (status.Sli is { } sli)
        {
            yield return Check.Text(
                $"Actual: {status.Good:#,0.##} good of {status.Total:#,0.##} = {sli * 100:0.######} %.");
        }

        if (slo.ErrorBudget > 0)
        {
            yield return Check.Text(
                $"Allowed: (100 % - {slo.Target:0.########} %) of {status.Total:#,0.##} = {status.Allowed:#,0.##} bad.");
        }

        if (status.Consumed is { } consumed)
        {
            yield return Check.Text(
                $"Consumed: {status.Bad:#,0.##} bad of {status.Allowed:#,0.##} allowed = {consumed * 100:0.##} %; ")
                + Check.Text($"{status.Remaining * 100:0.##} % remain.");
        }

        string newest = status.LastObserved is { } last ? Check.Text($"of {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : "not known";
        yield return Check.Text($"{status.Coverage * 100:0.##} % of the elapsed window was measured; the newest data are {newest}.");
        if (status.Ledger is not null)
        {
            yield return "The ledger changes these figures; its entries are listed on this page.";
        }

        foreach (string feed in status.Feeds.Select(feed => feed.Describe()))
        {
            yield return feed;
        }
    }
}
