using System.Buffers;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Buckets in a pooled array, so that reading them costs no allocation per bucket.</summary>
internal sealed class BucketBuffer : IDisposable
{
    private SeriesBucket[] _buckets = [];
    private int _count;

    public ReadOnlySpan<SeriesBucket> Span => _buckets.AsSpan(0, _count);

    public static async ValueTask<BucketBuffer> ReadAsync(ISeriesStore store, SeriesQuery query, CancellationToken cancellationToken)
    {
        var buffer = new BucketBuffer();
        try
        {
            await buffer.AppendAsync(store, query, cancellationToken).ConfigureAwait(false);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    public async ValueTask AppendAsync(ISeriesStore store, SeriesQuery query, CancellationToken cancellationToken)
    {
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            Add(in bucket);
        }
    }

    /// <summary>Reads what is not excluded. Of hours that are excluded in part, the other minutes count.</summary>
    /// <returns>How many hours count whole because their minutes are gone.</returns>
    public async ValueTask<int> AppendAsync(
        ISeriesStore store, SloDefinition slo, SeriesQuery query, ExcludedTime excluded, KeptHours? hours, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (excluded.IsEmpty)
        {
            await AppendAsync(store, query, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        // The parts are read first: a store need not serve one read within another.
        int whole = 0;
        Dictionary<DateTimeOffset, SeriesBucket?> parts = [];
        if (query.Resolution == SeriesResolution.Hour && hours is not null)
        {
            foreach (DateTimeOffset hour in excluded.PartialHours(new TimeRange(query.From, query.To)))
            {
                if (await hours.GetAsync(slo, hour, now, cancellationToken).ConfigureAwait(false) is { } minutes)
                {
                    parts[hour] = excluded.Rest(hour, minutes);
                }
                else
                {
                    whole++;
                }
            }
        }

        TimeSpan length = query.Resolution.Length();
        await foreach (SeriesBucket bucket in store.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (parts.TryGetValue(bucket.Start, out SeriesBucket? part))
            {
                if (part is { } rest)
                {
                    Add(in rest);
                }
            }
            else if (!excluded.Covers(bucket.Start, length))
            {
                Add(in bucket);
            }
        }

        return whole;
    }

    public void Dispose()
    {
        if (_buckets.Length > 0)
        {
            ArrayPool<SeriesBucket>.Shared.Return(_buckets, clearArray: true);
        }

        (_buckets, _count) = ([], 0);
    }

    private void Add(in SeriesBucket bucket)
    {
        if (_count == _buckets.Length)
        {
            SeriesBucket[] grown = ArrayPool<SeriesBucket>.Shared.Rent(Math.Max(1024, _count * 2));
            Span.CopyTo(grown);
            int count = _count;
            Dispose();
            (_buckets, _count) = (grown, count);
        }

        _buckets[_count++] = bucket;
    }
}
