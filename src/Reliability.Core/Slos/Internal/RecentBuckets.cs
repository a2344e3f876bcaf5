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
        SeriesQuery[][] queries = [.. moments.Select(moment => RecentPlan.SketchedHours(moment.Slo, moment.Now, kept))];
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
        List<SeriesQuery> queries = [];
        int[] ends = new int[moments.Count];
        SummedRanges? ranges = null;
        for (int i = 0; i < ends.Length; i++)
        {
            SloMoment moment = moments[i];
            if (RecentPlan.IsSummed(moment))
            {
                // All moments of a call are at the same time.
                (ranges ??= new SummedRanges(moment.Now, includesBurn)).AddTo(queries, moment.Slo);
            }
            else if (moment.Ledger.Excluded.IsEmpty && RecentPlan.Earlier(moment.Slo, moment.Now) is { } earlier)
            {
                queries.Add(earlier);
            }

            ends[i] = queries.Count;
        }

        if (queries.Count == 0)
        {
            return;
        }

        IReadOnlyList<SeriesSummary> sums = await store.SummarizeAsync(queries, cancellationToken).ConfigureAwait(false);
        int next = 0;
        for (int i = 0; i < ends.Length; i++)
        {
            for (; next < ends[i]; next++)
            {
                SeriesSummary sum = sums[next];
                if (sum.BucketCount > 0)
                {
                    buckets[i].Add(sum.Total);
                }
            }
        }
    }

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
