using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Counts the events that an objective left out, if it counted no other event: there was traffic, and nobody knows whether it was served,
/// or it is known that it was not.
/// </summary>
internal sealed class AbandonedEvents(ISeriesStore store)
{
    /// <summary>Replaces the states of budgets without events if all that happened was left out.</summary>
    public async ValueTask JudgeAsync(IReadOnlyList<SloMoment> moments, BudgetStatus[] statuses, CancellationToken cancellationToken)
    {
        (int Place, bool IsFailed)[] sides =
        [
            .. Enumerable.Range(0, statuses.Length)
                .Where(i => !statuses[i].HasEvents && statuses[i].State != BudgetState.Exhausted)
                .SelectMany(i => moments[i].Slo.Series.Kind == SeriesKind.Latency ? [(i, false), (i, true)] : new[] { (i, false) }),
        ];
        if (sides.Length == 0)
        {
            return;
        }

        IReadOnlyList<IReadOnlyList<SeriesBucket>> read = await store.ReadAsync(
            Array.ConvertAll(sides, side => QueryOf(moments[side.Place], side.IsFailed)), cancellationToken).ConfigureAwait(false);
        ILookup<int, (bool IsFailed, long Count)> counts = sides
            .Zip(read, (side, buckets) => (side.Place, side.IsFailed, Count: Count(moments[side.Place], buckets)))
            .ToLookup(one => one.Place, one => (one.IsFailed, one.Count));
        foreach (IGrouping<int, (bool IsFailed, long Count)> one in counts)
        {
            statuses[one.Key] = Judge(
                statuses[one.Key], one.Single(side => !side.IsFailed).Count, one.SingleOrDefault(side => side.IsFailed).Count);
        }
    }

    private static BudgetStatus Judge(BudgetStatus status, long left, long failed) => left == 0 && failed == 0
        ? status
        : status with { State = BudgetState.NoData, Reason = $"{Failed(failed)} {Left(left)}".Trim() };

    private static string Left(long count) => count switch
    {
        0 => "",
        1 => "1 client left before an answer.",
        _ => Check.Text($"{count} clients left before an answer."),
    };

    private static string Failed(long count) => count switch
    {
        0 => "",
        1 => "1 event failed, and a latency objective counts only what succeeds.",
        _ => Check.Text($"{count} events failed, and a latency objective counts only what succeeds."),
    };

    private static SeriesQuery QueryOf(SloMoment moment, bool isFailed)
    {
        TimeRange range = ErrorBudget.BucketsFor(moment.Slo, moment.Now);
        SeriesId series = isFailed ? Owned.Failed(moment.Slo.SeriesId) : Owned.Abandoned(moment.Slo.SeriesId);
        return new SeriesQuery(series, ErrorBudget.ResolutionFor(moment.Slo), range.Start, range.End);
    }

    private static long Count(SloMoment moment, IReadOnlyList<SeriesBucket> buckets)
    {
        TimeSpan length = ErrorBudget.ResolutionFor(moment.Slo).Length();
        return buckets.Where(bucket => !moment.Ledger.NotCounted.Covers(bucket.Start, length))
            .Aggregate(0L, (count, bucket) => SeriesBucket.Add(count, bucket.Count));
    }
}
