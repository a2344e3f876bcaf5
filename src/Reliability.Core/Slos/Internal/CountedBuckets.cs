using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Reads the buckets that count. Excluded time does not count. If an hour is partly excluded, its other minutes count.
/// </summary>
internal sealed class CountedBuckets(ISeriesStore store, BudgetLedger? corrections)
{
    /// <returns>The number of hours that count as a whole because their minutes are no longer stored.</returns>
    public async ValueTask<int> ReadAsync(
        BucketBuffer buckets,
        SloDefinition slo,
        SeriesQuery query,
        ExcludedTime excluded,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (excluded.IsEmpty)
        {
            await buckets.AppendAsync(store, query, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        // The parts are read first: a store need not serve one read within another.
        (Dictionary<DateTimeOffset, SeriesBucket?> parts, int whole) = await ReadPartsAsync(slo, query, excluded, now, cancellationToken)
            .ConfigureAwait(false);
        TimeSpan length = query.Resolution.Length();
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (parts.TryGetValue(bucket.Start, out SeriesBucket? part))
            {
                if (part is { } rest)
                {
                    buckets.Add(in rest);
                }
            }
            else if (!excluded.Covers(bucket.Start, length))
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

    /// <summary>Returns the rest of each partly excluded hour, and the number of such hours whose minutes are no longer stored.</summary>
    private async ValueTask<(Dictionary<DateTimeOffset, SeriesBucket?> Parts, int Whole)> ReadPartsAsync(
        SloDefinition slo, SeriesQuery query, ExcludedTime excluded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int whole = 0;
        Dictionary<DateTimeOffset, SeriesBucket?> parts = [];
        if (query.Resolution != SeriesResolution.Hour || corrections is null)
        {
            return (parts, whole);
        }

        foreach (DateTimeOffset hour in excluded.PartialHours(new TimeRange(query.From, query.To)))
        {
            if (await corrections.GetMinutesAsync(slo, hour, now, cancellationToken).ConfigureAwait(false) is { } minutes)
            {
                parts[hour] = excluded.Rest(hour, minutes);
            }
            else
            {
                whole++;
            }
        }

        return (parts, whole);
    }
}
