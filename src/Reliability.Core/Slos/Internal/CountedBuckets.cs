using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Reads the buckets that count. Excluded time does not count. If an hour is partly excluded, its other minutes count.
/// </summary>
internal sealed class CountedBuckets(ISeriesStore store, BudgetLedger? corrections)
{
    /// <returns>The number of hours with events that count although they may be excluded: their minutes are no longer stored.</returns>
    public async ValueTask<int> ReadAsync(
        BucketBuffer buckets,
        SloDefinition slo,
        SeriesQuery query,
        ExcludedTime excluded,
        CancellationToken cancellationToken)
    {
        if (excluded.IsEmpty)
        {
            await buckets.AppendAsync(store, query, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        // Minutes are read after their hours, of which they then are a part; nor need a store serve one read within another.
        using BucketBuffer measured = await BucketBuffer.ReadAsync(store, query, cancellationToken).ConfigureAwait(false);
        List<SeriesBucket> partial = Partial(measured, query.Resolution, excluded);
        IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]> minutes = partial.Count == 0 || corrections is null
            ? new Dictionary<DateTimeOffset, SeriesBucket[]>()
            : await corrections.GetMinutesAsync(slo, partial, cancellationToken).ConfigureAwait(false);
        int whole = 0;
        foreach (ref readonly SeriesBucket bucket in measured.Span)
        {
            if (minutes.TryGetValue(bucket.Start, out SeriesBucket[]? known))
            {
                whole += MeasuredMinutes.AreAllOf(known, in bucket) ? 0 : 1;
                if (excluded.Rest(in bucket, known) is { } rest)
                {
                    buckets.Add(in rest);
                }
            }
            else if (!excluded.Covers(bucket.Start, query.Resolution.Length()))
            {
                buckets.Add(in bucket);
            }
        }

        return whole;
    }

    /// <summary>Reads the first bucket of which no part is excluded.</summary>
    public async ValueTask ReadFirstAsync(
        BucketBuffer buckets, SeriesQuery? query, ExcludedTime excluded, CancellationToken cancellationToken)
    {
        if (query is null)
        {
            return;
        }

        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!excluded.Touches(bucket.Start, query.Resolution.Length()))
            {
                buckets.Add(in bucket);
                return;
            }
        }
    }

    /// <summary>The hours that are excluded in part; a minute is excluded as a whole or not at all.</summary>
    private static List<SeriesBucket> Partial(BucketBuffer measured, SeriesResolution resolution, ExcludedTime excluded)
    {
        List<SeriesBucket> partial = [];
        if (resolution == SeriesResolution.Hour)
        {
            TimeSpan length = resolution.Length();
            foreach (ref readonly SeriesBucket hour in measured.Span)
            {
                if (excluded.Touches(hour.Start, length) && !excluded.Covers(hour.Start, length))
                {
                    partial.Add(hour);
                }
            }
        }

        return partial;
    }
}
