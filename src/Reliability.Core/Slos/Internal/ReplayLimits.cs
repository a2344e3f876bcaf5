using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Determines how far back the rules of an objective can be replayed from minutes and their sketches.</summary>
internal sealed class ReplayLimits(ISeriesStore store, SeriesRetention kept)
{
    public async ValueTask<IReadOnlyList<ReplayedRule>> OfAsync(
        SloDefinition slo, DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (AlertRule Rule, TimeSpan Kept)[] rules =
            [.. slo.Alerts.Select(rule => (rule, rule.NeedsSketches ? kept.Sketches.Minutes : kept.Minutes))];

        // Hours outlive minutes. Where they have nothing either, nothing was deleted that a window would need.
        SeriesQuery?[] queries = Array.ConvertAll(rules, one => Deleted(slo, one.Rule, one.Kept, start, now));
        IReadOnlyList<SeriesSummary> deleted =
            await store.SummarizeAsync([.. queries.OfType<SeriesQuery>()], cancellationToken).ConfigureAwait(false);
        var replayed = new ReplayedRule[rules.Length];
        int next = 0;
        for (int i = 0; i < rules.Length; i++)
        {
            bool isComplete = queries[i] is null || deleted[next++].BucketCount == 0;
            replayed[i] = new ReplayedRule
            {
                Rule = rules[i].Rule.Name,
                Since = rules[i].Rule.MaxWindow > rules[i].Kept ? null
                    : isComplete ? start
                    : SeriesResolution.Minute.StartOf(now - rules[i].Kept + rules[i].Rule.MaxWindow),
            };
        }

        return replayed;
    }

    /// <summary>Returns the hours of windows since a time whose minutes are no longer kept; null if there are none.</summary>
    private static SeriesQuery? Deleted(SloDefinition slo, AlertRule rule, TimeSpan kept, DateTimeOffset start, DateTimeOffset now)
    {
        DateTimeOffset from = SeriesResolution.Hour.StartOf(start - rule.MaxWindow);
        DateTimeOffset to = SeriesResolution.Hour.StartOf(now - kept);
        return from < to ? new SeriesQuery(slo.SeriesId, SeriesResolution.Hour, from, to) : null;
    }
}
