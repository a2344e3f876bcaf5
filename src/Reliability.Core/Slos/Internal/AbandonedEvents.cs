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
    /// <summary>Replaces the state of a budget without events if all that happened was left out.</summary>
    public async ValueTask<BudgetStatus> JudgeAsync(
        SloDefinition slo, BudgetStatus status, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        if (status.HasEvents || status.State == BudgetState.Exhausted)
        {
            return status;
        }

        long left = await CountAsync(Owned.Abandoned(slo.SeriesId), slo, status.AsOf, excluded, cancellationToken).ConfigureAwait(false);
        long failed = slo.Series.Kind == SeriesKind.Latency
            ? await CountAsync(Owned.Failed(slo.SeriesId), slo, status.AsOf, excluded, cancellationToken).ConfigureAwait(false)
            : 0;
        return left == 0 && failed == 0
            ? status
            : status with { State = BudgetState.NoData, Reason = $"{Failed(failed)} {Left(left)}".Trim() };
    }

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

    private async ValueTask<long> CountAsync(
        SeriesId series, SloDefinition slo, DateTimeOffset now, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        TimeRange range = ErrorBudget.BucketsFor(slo, now);
        SeriesResolution resolution = ErrorBudget.ResolutionFor(slo);
        var query = new SeriesQuery(series, resolution, range.Start, range.End);
        long count = 0;
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            count = SeriesBucket.Add(count, excluded.Covers(bucket.Start, resolution.Length()) ? 0 : bucket.Count);
        }

        return count;
    }
}
