using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Determines whether the absence of events means that there was no traffic, or that events were not measured. Known bad events exhaust a
/// budget in either case.
/// </summary>
internal sealed class FeedJudge(ISeriesStore store, Func<string, IReadOnlyList<FeedStatus>>? feeds)
{
    /// <summary>Adds the feeds of an objective to its present status, and replaces a state that they contradict.</summary>
    public async ValueTask<BudgetStatus> JudgeAsync(
        SloDefinition slo, BudgetStatus status, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        status = status with { Feeds = feeds?.Invoke(slo.Name) ?? [] };
        if (status.UnheardFeeds.FirstOrDefault(feed => status.Total == 0 || MayHideFailures(status, feed)) is { } unheard)
        {
            return status with { State = BudgetState.NoData, Reason = unheard.Describe() };
        }

        return slo.ExpectsEventsWithin is { } within && IsExpected(status, within, excluded)
            && !await HasEventsAsync(slo, status.AsOf, within, cancellationToken).ConfigureAwait(false)
            ? status with
            {
                State = BudgetState.NoData,
                Reason = $"There were no events for {DurationText.Of(within)}, within which the objective expects some. The source may be "
                    + "dead.",
            }
            : status;
    }

    /// <summary>Returns whether events that were counted as good may be bad ones.</summary>
    private static bool MayHideFailures(BudgetStatus status, FeedStatus feed) =>
        feed.IsRequired && status.State != BudgetState.Exhausted;

    private static bool IsExpected(BudgetStatus status, TimeSpan within, ExcludedTime excluded) =>
        status.State is BudgetState.Healthy or BudgetState.AtRisk or BudgetState.NoTraffic
        && !excluded.Touches(status.AsOf - within, within)
        && status.Feeds.All(feed => feed.ConnectedSince is not { } since || since <= status.AsOf - within);

    private async ValueTask<bool> HasEventsAsync(
        SloDefinition slo, DateTimeOffset now, TimeSpan within, CancellationToken cancellationToken)
    {
        DateTimeOffset from = SeriesResolution.Minute.StartOf(now - within);

        // The clock of another process may be ahead by what recorders tolerate.
        var query = new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, from, now + TimeSpan.FromDays(1));
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (bucket.Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
