using System.Collections.ObjectModel;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Reads the buckets that count, of many objectives in a few calls. Excluded time does not count. If an hour is partly excluded, its other
/// minutes count.
/// </summary>
internal sealed class CountedBuckets(ISeriesStore store, IBudgetCorrections? corrections)
{
    public async ValueTask<IReadOnlyList<Counted>> ReadAsync(IReadOnlyList<CountedRanges> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<SeriesBucket>> read =
            await store.ReadAsync([.. all.SelectMany(one => one.Queries)], cancellationToken).ConfigureAwait(false);
        var measured = new Measured[all.Count];
        int next = 0;
        for (int i = 0; i < measured.Length; i++)
        {
            int count = all[i].Queries.Count;
            measured[i] = new Measured(all[i], [.. read.Skip(next).Take(count)]);
            next += count;
        }

        Measured[] partial = corrections is null ? [] : [.. measured.Where(one => one.Partial.Count > 0)];
        IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>> minutes = partial.Length == 0 ? [] :
            await corrections!.GetMinutesAsync(
                [.. partial.Select(one => (one.Of.Slo, (IReadOnlyList<SeriesBucket>)one.Partial))], cancellationToken)
                .ConfigureAwait(false);
        for (int i = 0; i < partial.Length; i++)
        {
            partial[i].Minutes = minutes[i];
        }

        return Array.ConvertAll(measured, one => one.Count());
    }

    /// <summary>What the store has of the ranges of an objective.</summary>
    private sealed class Measured(CountedRanges of, IReadOnlyList<SeriesBucket>[] buckets)
    {
        public CountedRanges Of => of;

        /// <summary>The hours that are excluded in part; a minute is excluded as a whole or not at all.</summary>
        public List<SeriesBucket> Partial { get; } = PartialOf(of, buckets);

        /// <summary>The minutes that are known of the hours that are excluded in part.</summary>
        public IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]> Minutes { get; set; } =
            ReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>.Empty;

        public Counted Count()
        {
            if (of.Excluded.IsEmpty && buckets is [var only])
            {
                return new Counted(only, 0);
            }

            List<SeriesBucket> counted = new(buckets.Sum(range => range.Count));
            int whole = 0;
            for (int i = 0; i < buckets.Length; i++)
            {
                if (of.Excluded.IsEmpty)
                {
                    counted.AddRange(buckets[i]);
                    continue;
                }

                TimeSpan length = of.Queries[i].Resolution.Length();
                foreach (SeriesBucket bucket in buckets[i])
                {
                    if (of.Queries[i].Resolution == SeriesResolution.Hour
                        && Minutes.TryGetValue(bucket.Start, out SeriesBucket[]? known))
                    {
                        whole += MeasuredMinutes.AreAllOf(known, in bucket) ? 0 : 1;
                        if (of.Excluded.Rest(in bucket, known) is { } rest)
                        {
                            counted.Add(rest);
                        }
                    }
                    else if (!of.Excluded.Covers(bucket.Start, length))
                    {
                        counted.Add(bucket);
                    }
                }
            }

            return new Counted(counted, whole);
        }

        private static List<SeriesBucket> PartialOf(CountedRanges of, IReadOnlyList<SeriesBucket>[] buckets)
        {
            List<SeriesBucket> partial = [];
            TimeSpan length = SeriesResolution.Hour.Length();
            for (int i = 0; i < buckets.Length && !of.Excluded.IsEmpty; i++)
            {
                if (of.Queries[i].Resolution == SeriesResolution.Hour)
                {
                    partial.AddRange(buckets[i].Where(hour =>
                        of.Excluded.Touches(hour.Start, length) && !of.Excluded.Covers(hour.Start, length)));
                }
            }

            return partial;
        }
    }
}
