using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Counts the events that ended before they could be judged, if an objective counted no other event: there was traffic, and nobody knows
/// whether it was served.
/// </summary>
internal sealed class AbandonedEvents(ISeriesStore store)
{
    /// <summary>Replaces the states of budgets without events if all that happened was abandoned.</summary>
    public async ValueTask JudgeAsync(IReadOnlyList<SloMoment> moments, BudgetStatus[] statuses, CancellationToken cancellationToken)
    {
        int[] empty =
        [
            .. Enumerable.Range(0, statuses.Length)
                .Where(i => !statuses[i].HasEvents && statuses[i].State != BudgetState.Exhausted),
        ];
        IReadOnlyList<IReadOnlyList<SeriesBucket>> read = empty.Length == 0 ? [] :
            await store.ReadAsync(Array.ConvertAll(empty, i => QueryOf(moments[i])), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < empty.Length; i++)
        {
            statuses[empty[i]] = Judge(statuses[empty[i]], Count(moments[empty[i]], read[i]));
        }
    }

    private static BudgetStatus Judge(BudgetStatus status, long left) => left == 0 ? status : status with
    {
        State = BudgetState.NoData,
        Reason = left == 1 ? "1 client left before an answer." : Check.Text($"{left} clients left before an answer."),
    };

    private static SeriesQuery QueryOf(SloMoment moment)
    {
        TimeRange range = ErrorBudget.BucketsFor(moment.Slo, moment.Now);
        return new SeriesQuery(
            Owned.Abandoned(moment.Slo.SeriesId), ErrorBudget.ResolutionFor(moment.Slo), range.Start, range.End);
    }

    private static long Count(SloMoment moment, IReadOnlyList<SeriesBucket> buckets)
    {
        TimeSpan length = ErrorBudget.ResolutionFor(moment.Slo).Length();
        return buckets.Where(bucket => !moment.Ledger.NotCounted.Covers(bucket.Start, length))
            .Aggregate(0L, (count, bucket) => SeriesBucket.Add(count, bucket.Count));
    }
}
