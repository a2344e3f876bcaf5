using System.Security.Cryptography;
using System.Text;

namespace Reliability.Storage.Internal;

/// <summary>
/// Copies series tier by tier in blocks of time. Each tier of a series is a producer of its own at the target, and the number of
/// a block its sequence, so that the target itself remembers what it has.
/// </summary>
internal sealed class SeriesCopy(ISeriesStore source, ISeriesStore target, string sourceName, CopyLedger ledger)
{
    /// <summary>How many buckets a block spans: a day of minutes, or sixty days of hours.</summary>
    private const int BlockBuckets = 1440;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (SeriesId series in source.ListSeriesAsync(cancellationToken).ConfigureAwait(false))
        {
            ledger.Tell(ledger.Report with { Current = $"series {series}" });
            await CopyAsync(series, SeriesResolution.Minute, SeriesTiers.Minute, cancellationToken).ConfigureAwait(false);
            await CopyAsync(series, SeriesResolution.Hour, SeriesTiers.Hour, cancellationToken).ConfigureAwait(false);
        }

        // After their events: a sequence that came first would refuse them.
        await foreach (SeriesProducer producer in source.ListProducersAsync(cancellationToken).ConfigureAwait(false))
        {
            var batch = new SeriesBatch(producer.Service, producer.ProducerId, producer.LastSequence, []);
            if (await target.AppendAsync(batch, cancellationToken).ConfigureAwait(false) == AppendOutcome.Applied)
            {
                ledger.Tell(ledger.Report with { Current = $"producer {producer.ProducerId}", Producers = ledger.Report.Producers + 1 });
            }
        }
    }

    private async Task CopyAsync(SeriesId series, SeriesResolution resolution, SeriesTiers tier, CancellationToken cancellationToken)
    {
        long blockTicks = resolution.Length().Ticks * BlockBuckets;
        string producer = ProducerOf(series, resolution);
        long done = await target.GetLastSequenceAsync(series.Service, producer, cancellationToken).ConfigureAwait(false);
        var from = new DateTimeOffset(Math.Min(done * blockTicks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
        var query = new SeriesQuery(series, resolution, from, DateTimeOffset.MaxValue) { IncludeSketches = true };
        var block = new List<SeriesDelta>();
        long number = 0;
        await foreach (SeriesBucket bucket in source.ReadAsync(query, cancellationToken).ConfigureAwait(false))
        {
            long next = (bucket.Start.UtcTicks / blockTicks) + 1;
            if (next != number && block.Count > 0)
            {
                await SendAsync(series, producer, number, block, cancellationToken).ConfigureAwait(false);
            }

            number = next;
            block.Add(new SeriesDelta(series.Name, bucket, tier));
        }

        if (block.Count > 0)
        {
            await SendAsync(series, producer, number, block, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(SeriesId series, string producer, long number, List<SeriesDelta> block, CancellationToken cancellationToken)
    {
        await target.AppendAsync(new SeriesBatch(series.Service, producer, number, block), cancellationToken).ConfigureAwait(false);
        ledger.Tell(ledger.Report with { Buckets = ledger.Report.Buckets + block.Count });
        block.Clear();
    }

    private string ProducerOf(SeriesId series, SeriesResolution resolution)
    {
        byte[] identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceName}\n{series.Service}\n{series.Name}"));
        return $"copy:{Convert.ToHexStringLower(identity.AsSpan(0, 16))}:{resolution}";
    }
}
