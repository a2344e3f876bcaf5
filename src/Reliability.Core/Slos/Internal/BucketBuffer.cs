using System.Buffers;
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

    public void Dispose()
    {
        if (_buckets.Length > 0)
        {
            ArrayPool<SeriesBucket>.Shared.Return(_buckets, clearArray: true);
        }

        (_buckets, _count) = ([], 0);
    }

    public void Add(in SeriesBucket bucket)
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
