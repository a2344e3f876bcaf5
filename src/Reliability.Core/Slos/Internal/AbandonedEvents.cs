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
    /// <summary>Replaces the state of a budget without events if all that happened was abandoned.</summary>
    public async ValueTask<BudgetStatus> JudgeAsync(
        SloDefinition slo, BudgetStatus status, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        if (status.HasEvents || status.State == BudgetState.Exhausted)
        {
            return status;
        }

        long left = await CountAsync(slo, status.AsOf, excluded, cancellationToken).ConfigureAwait(false);
        return left == 0 ? status : status with
        {
            State = BudgetState.NoData,
            Reason = left == 1 ? "1 client left before an answer." : Check.Text($"{left} clients left before an answer."),
        };
    }

    private async ValueTask<long> CountAsync(
        SloDefinition slo, DateTimeOffset now, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        SeriesResolution resolution = ErrorBudget.ResolutionFor(slo);
        var query = new SeriesQuery(Owned.Abandoned(slo.SeriesId), resolution, range.Start, range.End);
        long count = 0;
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            count = SeriesBucket.Add(count, excluded.Covers(bucket.Start, resolution.Length()) ? 0 : bucket.Count);
        }

        return count;
    }
}
