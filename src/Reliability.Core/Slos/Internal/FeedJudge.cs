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
    /// <summary>Adds the feeds of objectives to their present statuses, and replaces states that they contradict.</summary>
    public async ValueTask JudgeAsync(IReadOnlyList<SloMoment> moments, BudgetStatus[] statuses, CancellationToken cancellationToken)
    {
        List<int> expected = [];
        for (int i = 0; i < statuses.Length; i++)
        {
            BudgetStatus status = statuses[i] with { Feeds = feeds?.Invoke(moments[i].Slo.Name) ?? [] };
            FeedStatus? missing = status.MissingFeeds.FirstOrDefault(feed => status.Total == 0 || MayHideFailures(status, feed));
            statuses[i] = missing is null ? status : status with { State = BudgetState.NoData, Reason = missing.Describe() };
            if (missing is null && IsExpected(moments[i], status))
            {
                expected.Add(i);
            }
        }

        IReadOnlyList<SeriesSummary> seen = expected.Count == 0 ? [] :
            await store.SummarizeAsync([.. expected.Select(i => Recent(moments[i]))], cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < expected.Count; i++)
        {
            if (seen[i].Total.Count == 0)
            {
                statuses[expected[i]] = statuses[expected[i]] with
                {
                    State = BudgetState.NoData,
                    Reason = $"There were no events for {DurationText.Of(moments[expected[i]].Slo.ExpectsEventsWithin!.Value)}, within "
                        + "which the objective expects some. The source may be dead.",
                };
            }
        }
    }

    /// <summary>Returns whether events that were counted as good may be bad ones.</summary>
    private static bool MayHideFailures(BudgetStatus status, FeedStatus feed) =>
        feed.IsRequired && status.State != BudgetState.Exhausted;

    private static bool IsExpected(SloMoment moment, BudgetStatus status) =>
        moment.Slo.ExpectsEventsWithin is { } within
        && status.State is BudgetState.Healthy or BudgetState.AtRisk or BudgetState.NoTraffic
        && !moment.Ledger.Excluded.Touches(status.AsOf - within, within)
        && status.Feeds.All(feed => feed.ConnectedSince is not { } since || since <= status.AsOf - within);

    /// <summary>
    /// The time within which an objective expects events; the clock of another process may be ahead by what recorders tolerate.
    /// </summary>
    private static SeriesQuery Recent(SloMoment moment) => new(
        moment.Slo.SeriesId,
        SeriesResolution.Minute,
        SeriesResolution.Minute.StartOf(moment.Now - moment.Slo.ExpectsEventsWithin!.Value),
        moment.Now + TimeSpan.FromDays(1));
}
