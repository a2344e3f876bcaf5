using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Reads what burn rates and alerts need, of many objectives in a few calls.</summary>
internal sealed class RecentBuckets(ISeriesStore store, CountedBuckets counted, SketchRetention kept)
{
    /// <summary>
    /// Returns the buckets of each objective in time order. A bucket may be the sum of those between two windows' starts.
    /// </summary>
    /// <param name="moments">The objectives.</param>
    /// <param name="includesBurn">Whether to read <see cref="RecentPlan.BurnWindows"/> also.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyList<Counted>> ReadAsync(
        IReadOnlyList<SloMoment> moments, bool includesBurn, CancellationToken cancellationToken)
    {
        List<SeriesBucket>[] buckets = [.. moments.Select(_ => new List<SeriesBucket>())];
        int[] listed = [.. Enumerable.Range(0, moments.Count).Where(i => !RecentPlan.IsSummed(moments[i]))];
        await AddEarlierAsync(moments, listed, buckets, cancellationToken).ConfigureAwait(false);
        await AddSumsAsync(moments, includesBurn, buckets, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Counted> read = await counted.ReadAsync(
            [
                .. listed.Select(i => new CountedRanges(
                    moments[i].Slo, [.. RecentPlan.Buckets(moments[i].Slo, moments[i].Now, kept)], moments[i].Ledger.Excluded)),
            ],
            cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < listed.Length; i++)
        {
            buckets[listed[i]].AddRange(read[i].Buckets);
        }

        return Array.ConvertAll(buckets, one => new Counted(one, 0));
    }

    /// <summary>
    /// Returns, for each objective, the hours with sketches that quantiles over long windows need; none for most objectives.
    /// </summary>
    public async ValueTask<IReadOnlyList<Counted>> ReadSketchedHoursAsync(
        IReadOnlyList<SloMoment> moments, CancellationToken cancellationToken)
    {
        SeriesQuery[][] queries = [.. moments.Select(moment => RecentPlan.SketchedHours(moment.Slo, moment.Now, kept).ToArray())];
        int[] reading = [.. Enumerable.Range(0, queries.Length).Where(i => queries[i].Length > 0)];
        IReadOnlyList<Counted> read = await counted.ReadAsync(
            Array.ConvertAll(reading, i => new CountedRanges(moments[i].Slo, queries[i], moments[i].Ledger.Excluded)), cancellationToken)
            .ConfigureAwait(false);
        Counted[] hours = [.. moments.Select(_ => new Counted([], 0))];
        for (int i = 0; i < reading.Length; i++)
        {
            hours[reading[i]] = read[i];
        }

        return hours;
    }

    private async ValueTask AddSumsAsync(
        IReadOnlyList<SloMoment> moments, bool includesBurn, List<SeriesBucket>[] buckets, CancellationToken cancellationToken)
    {
        (int Place, SeriesQuery Query)[] segments =
        [
            .. Enumerable.Range(0, moments.Count)
                .SelectMany(i => SumsOf(moments[i], includesBurn).Select(query => (i, query))),
        ];
        if (segments.Length == 0)
        {
            return;
        }

        IReadOnlyList<SeriesSummary> sums =
            await store.SummarizeAsync(Array.ConvertAll(segments, one => one.Query), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < segments.Length; i++)
        {
            if (sums[i].BucketCount > 0)
            {
                buckets[segments[i].Place].Add(sums[i].Total);
            }
        }
    }

    private static IEnumerable<SeriesQuery> SumsOf(SloMoment moment, bool includesBurn) =>
        RecentPlan.IsSummed(moment) ? RecentPlan.Segments(moment.Slo, moment.Now, includesBurn)
        : moment.Ledger.Excluded.IsEmpty && RecentPlan.Earlier(moment.Slo, moment.Now) is { } earlier ? [earlier]
        : [];

    /// <summary>Adds the first bucket of the time before of which no part is excluded, if anything is.</summary>
    private async ValueTask AddEarlierAsync(
        IReadOnlyList<SloMoment> moments, int[] listed, List<SeriesBucket>[] buckets, CancellationToken cancellationToken)
    {
        (int Place, SeriesQuery Query)[] earlier =
        [
            .. listed.Where(i => !moments[i].Ledger.Excluded.IsEmpty)
                .Select(i => (Place: i, Query: RecentPlan.Earlier(moments[i].Slo, moments[i].Now)!))
                .Where(one => one.Query is not null),
        ];
        if (earlier.Length == 0)
        {
            return;
        }

        IReadOnlyList<IReadOnlyList<SeriesBucket>> read =
            await store.ReadAsync(Array.ConvertAll(earlier, one => one.Query), cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < earlier.Length; i++)
        {
            ExcludedTime excluded = moments[earlier[i].Place].Ledger.Excluded;
            TimeSpan length = earlier[i].Query.Resolution.Length();
            buckets[earlier[i].Place].AddRange(read[i].Where(one => !excluded.Touches(one.Start, length)).Take(1));
        }
    }
}
