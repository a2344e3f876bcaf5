using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Debt.Internal;

/// <summary>Reads the items of a service with their scores, a page at a time.</summary>
internal sealed class DebtReader(DocumentSet<DebtRecord> items, IDebtScorer scorer, IReadOnlyList<IBudgetCost> costs)
{
    public async IAsyncEnumerable<DebtReadPage> ReadAsync(
        DebtQuery query, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<Stored<DebtRecord>> page in items.ReadPagesAsync(cancellationToken).ConfigureAwait(false))
        {
            List<DebtItem> found = new(page.Count);
            List<UnreadableDocument> unreadable = [];
            foreach (Stored<DebtRecord> stored in page)
            {
                if (TryOf(stored, out string fault) is not { } item)
                {
                    unreadable.Add(new UnreadableDocument { Id = stored.Id, Reason = fault });
                }
                else if (query.Matches(item, now))
                {
                    found.Add(item);
                }
            }

            List<RankedDebt> ranked = await RankAsync(found, now, cancellationToken).ConfigureAwait(false);
            ranked.RemoveAll(one => !query.Matches(one));
            yield return new DebtReadPage(ranked, unreadable);
        }
    }

    public async ValueTask<RankedDebt> RankAsync(DebtItem item, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await RankAsync([item], now, cancellationToken).ConfigureAwait(false))[0];

    public DebtItem Of(Stored<DebtRecord> stored) =>
        TryOf(stored, out string fault) ?? throw new StoreException(fault, isTransient: false);

    private DebtItem? TryOf(Stored<DebtRecord> stored, out string fault) => stored.As(
        items.Service, static (record, service, one) => record.ToItem(service, one.Id.Id, one.ETag), out fault);

    private async ValueTask<List<RankedDebt>> RankAsync(
        List<DebtItem> found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var range = new TimeRange(now - DebtScoringContext.CostPeriod, now);
        Dictionary<string, (BudgetCost Cost, IBudgetCost Source)> known =
            await CostsAsync(found, range, cancellationToken).ConfigureAwait(false);
        var context = new DebtScoringContext
        {
            Now = now,
            IncidentCosts = known.ToFrozenDictionary(one => one.Key, one => one.Value.Cost, StringComparer.Ordinal),
        };
        bool hasDuplicates = known.Values.Any(one => one.Cost.DuplicateOf is not null);
        List<RankedDebt> ranked = new(found.Count);
        foreach (DebtItem item in found)
        {
            ranked.Add(RankedDebt.Of(
                item,
                scorer,
                hasDuplicates ? await WithJointCostsAsync(context, item, known, range, cancellationToken).ConfigureAwait(false) : context));
        }

        return ranked;
    }

    private async ValueTask<Dictionary<string, (BudgetCost Cost, IBudgetCost Source)>> CostsAsync(
        List<DebtItem> found, TimeRange range, CancellationToken cancellationToken)
    {
        Dictionary<string, (BudgetCost, IBudgetCost)> known = new(StringComparer.Ordinal);
        string[] incidents = scorer.UsesIncidentCosts && costs.Count > 0
            ? [.. found.SelectMany(item => item.Incidents).Distinct(StringComparer.Ordinal)]
            : [];
        if (incidents.Length == 0)
        {
            return known;
        }

        foreach (IBudgetCost source in costs)
        {
            foreach (BudgetCost cost in await source.GetCostsAsync(items.Service, incidents, range, cancellationToken)
                .ConfigureAwait(false))
            {
                known.TryAdd(cost.Id, (cost, source));
            }
        }

        return known;
    }

    /// <summary>
    /// Returns what a scorer may know of an item that is linked to an incident and to duplicates of it: the first of them has the cost of
    /// all, and the others have none, so that the sum is right.
    /// </summary>
    private async ValueTask<DebtScoringContext> WithJointCostsAsync(
        DebtScoringContext context,
        DebtItem item,
        Dictionary<string, (BudgetCost Cost, IBudgetCost Source)> known,
        TimeRange range,
        CancellationToken cancellationToken)
    {
        (BudgetCost Cost, IBudgetCost Source)[][] groups =
        [
            .. item.Incidents.Where(known.ContainsKey).Distinct(StringComparer.Ordinal).Select(id => known[id])
                .GroupBy(one => (one.Source, one.Cost.DuplicateOf ?? one.Cost.Id)).Select(group => group.ToArray()),
        ];
        if (Array.TrueForAll(groups, group => group.Length == 1))
        {
            return context;
        }

        Dictionary<string, BudgetCost> joint = new(StringComparer.Ordinal);
        foreach ((BudgetCost Cost, IBudgetCost Source)[] group in groups)
        {
            double share = group.Length == 1
                ? group[0].Cost.BudgetShare
                : await group[0].Source.GetJointCostAsync(
                    items.Service, [.. group.Select(one => one.Cost.Id)], range, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < group.Length; i++)
            {
                joint[group[i].Cost.Id] = group[i].Cost with { BudgetShare = i == 0 ? share : 0 };
            }
        }

        return context with { IncidentCosts = joint };
    }
}
