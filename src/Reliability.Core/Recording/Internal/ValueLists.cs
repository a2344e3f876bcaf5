using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// Lets the store decide which values of split metrics are counted separately, so that all processes and restarts separate the same ones.
/// </summary>
/// <remarks>
/// A list is read at the first flush, on each new day, and when a value is recorded that it does not have. A value is written when its
/// first event is flushed, and again on each later day with events.
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
internal sealed class ValueLists(IDocumentStore store, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    /// <exception cref="StoreException">The store failed. What is not listed yet is written next time, and its events wait.</exception>
    public async ValueTask AddAsync(IReadOnlyList<SplitValues> splits, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            SplitValues[] due = [.. splits.Where(split => split.NeedsList(today))];
            if (due.Length == 0)
            {
                return;
            }

            await AddOnceAsync(due, today, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds what it can. A list that another process has changed meanwhile is still due.</summary>
    private async ValueTask AddOnceAsync(SplitValues[] due, DateOnly today, CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<ValueList>?> stored = await DocumentSet<ValueList>.GetEachAsync(
            store, [.. due.Select(split => (split.Series.Service, split.ListId))], cancellationToken).ConfigureAwait(false);
        List<(SplitValues Split, IReadOnlyList<SplitValue> Decided, ValueList Next)> writes = [];
        List<DocumentWrite> documents = [];
        for (int i = 0; i < due.Length; i++)
        {
            IReadOnlyList<SplitValue> decided = due[i].Unlisted(today);
            if (stored[i]?.Fault is not null)
            {
                due[i].Settle(list: null, decided, today); // A list that this version cannot read belongs to a later one.
                continue;
            }

            ValueList? seen = stored[i]?.Value;
            var next = ValueList.Merge(seen, [.. decided.Select(value => value.Text)], today);
            if (next.Values.SequenceEqual(seen?.Values ?? []))
            {
                due[i].Settle(next, decided, today);
                continue;
            }

            writes.Add((due[i], decided, next));
            var documentsOf = new DocumentSet<ValueList>(store, due[i].Series.Service);
            documents.Add(documentsOf.Write(due[i].ListId, stored[i], next));
        }

        IReadOnlyList<WriteOutcome> outcomes =
            documents.Count == 0 ? [] : await store.PutAsync(documents, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < writes.Count; i++)
        {
            (SplitValues split, IReadOnlyList<SplitValue> decided, ValueList next) = writes[i];
            if (outcomes[i] == WriteOutcome.Stored)
            {
                split.Settle(next, decided, today);
            }
        }
    }
}
