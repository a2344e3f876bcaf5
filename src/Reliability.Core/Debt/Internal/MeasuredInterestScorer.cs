using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The budgets that linked incidents burnt in the last year.</summary>
internal sealed class MeasuredInterestScorer : IDebtScorer
{
    private const double ImmediatelyFrom = 1;
    private const double NextSprintFrom = 0.25;
    private const int MaxNamed = 5;

    public string Name => "measured-interest";

    public string Version => "2";

    public DebtScoreDirection Direction => DebtScoreDirection.Descending;

    public bool UsesIncidentCosts => true;

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        List<BudgetCost> known = [];
        List<string> unknown = [];
        foreach (string incident in item.Incidents)
        {
            if (context.IncidentCosts.TryGetValue(incident, out BudgetCost? cost))
            {
                known.Add(cost);
            }
            else
            {
                unknown.Add(incident);
            }
        }

        // Of an incident and its duplicates, the dearest counts: registers give one of them the cost of all, and the others none.
        int count = known.Count;
        double sum = known.GroupBy(cost => cost.DuplicateOf ?? cost.Id, StringComparer.Ordinal)
            .Sum(group => group.Max(cost => cost.BudgetShare));
        double? value = count > 0 ? Math.Min(sum, double.MaxValue) : null;
        return new DebtScore
        {
            Value = value,
            Base = RankTableScorer.RankOf(item.Definition),
            Direction = Direction,
            Band = value switch
            {
                null => DebtBand.Unknown,
                >= ImmediatelyFrom => DebtBand.Immediately,
                >= NextSprintFrom => DebtBand.NextSprint,
                _ => DebtBand.WhenPossible,
            },
            Reasons = value is { } burnt
                ? [Check.Text($"{count} linked {(count == 1 ? "incident" : "incidents")} burnt {burnt:0.###} budgets in 365 days")]
                : [],
            MissingInputs = item.Incidents.Count == 0 ? ["linked incidents"]
                : [
                    .. unknown.Take(MaxNamed).Select(incident => $"cost of incident {incident}"),
                    .. unknown.Count > MaxNamed ? [Check.Text($"costs of {unknown.Count - MaxNamed} more incidents")] : (string[])[],
                ],
        };
    }
}
