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

            DebtScoringContext context = await ContextAsync(found, now, cancellationToken).ConfigureAwait(false);
            yield return new DebtReadPage(found.ConvertAll(item => RankedDebt.Of(item, scorer, context)), unreadable);
        }
    }

    public async ValueTask<RankedDebt> RankAsync(DebtItem item, DateTimeOffset now, CancellationToken cancellationToken) =>
        RankedDebt.Of(item, scorer, await ContextAsync([item], now, cancellationToken).ConfigureAwait(false));

    public DebtItem Of(Stored<DebtRecord> stored) =>
        TryOf(stored, out string fault) ?? throw new StoreException(fault, isTransient: false);

    private DebtItem? TryOf(Stored<DebtRecord> stored, out string fault)
    {
        fault = stored.Fault ?? string.Empty;
        try
        {
            return stored.Value?.ToItem(items.Service, stored.Id.Id, stored.ETag);
        }
        catch (StoreException e)
        {
            fault = e.Message;
        }
        catch (ArgumentException e)
        {
            fault = $"Document '{stored.Id}' cannot be read: {e.Message}";
        }

        return null;
    }

    private async ValueTask<DebtScoringContext> ContextAsync(
        IReadOnlyList<DebtItem> found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] incidents = scorer.UsesIncidentCosts && costs.Count > 0
            ? [.. found.SelectMany(item => item.Incidents).Distinct(StringComparer.Ordinal)]
            : [];
        if (incidents.Length == 0)
        {
            return new DebtScoringContext { Now = now };
        }

        var range = new TimeRange(now - DebtScoringContext.CostPeriod, now);
        Dictionary<string, BudgetCost> known = new(StringComparer.Ordinal);
        foreach (IBudgetCost source in costs)
        {
            foreach (BudgetCost cost in await source.GetCostsAsync(items.Service, incidents, range, cancellationToken)
                .ConfigureAwait(false))
            {
                known.TryAdd(cost.Id, cost);
            }
        }

        return new DebtScoringContext { Now = now, IncidentCosts = known.ToFrozenDictionary(StringComparer.Ordinal) };
    }
}
