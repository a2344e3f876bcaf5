using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Storage.Internal;

/// <summary>
/// Copies series tier by tier in blocks of time. Each tier of a series has its own producer at the target, and the number of a block is its
/// sequence, so the target itself stores the progress.
/// </summary>
internal sealed class SeriesCopy(ISeriesStore source, ISeriesStore target, string sourceName, CopyLedger ledger)
{
    /// <summary>The number of buckets in a block: a day of minutes, sixty days of hours, or four years of days.</summary>
    private const int BlockBuckets = 1440;

    /// <summary>The number of blocks after which the target folds what it has journaled of them.</summary>
    private const int BlocksBetweenFolds = 64;

    private int _unfolded;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // A service whose events are all old has days, and no producers any more.
        var producers = new Dictionary<string, List<SeriesProducer>>(StringComparer.Ordinal);
        await foreach (SeriesProducer producer in source.ListProducersAsync(cancellationToken).ConfigureAwait(false))
        {
            ProducersOf(producer.Service).Add(producer);
        }

        List<SeriesId> all = [];
        await foreach (SeriesId series in source.ListSeriesAsync(cancellationToken).ConfigureAwait(false))
        {
            ProducersOf(series.Service);
            all.Add(series);
        }

        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string service, List<SeriesProducer> own) in producers)
        {
            if (await IsFinishedAsync(service, own, cancellationToken).ConfigureAwait(false))
            {
                finished.Add(service);
            }
        }

        foreach (SeriesId series in all)
        {
            if (!finished.Contains(series.Service))
            {
                ledger.Update(ledger.Report with { Current = $"series {series}" });
                TimeZoneInfo dayZone = await DayZoneOfAsync(series.Service, cancellationToken).ConfigureAwait(false);
                foreach (SeriesResolution resolution in StoredSeries.Resolutions)
                {
                    await CopyAsync(series, resolution, dayZone, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        foreach ((string service, List<SeriesProducer> own) in producers)
        {
            if (!finished.Contains(service))
            {
                await FinishAsync(service, own, cancellationToken).ConfigureAwait(false);
            }
        }

        List<SeriesProducer> ProducersOf(string service)
        {
            ref List<SeriesProducer>? own = ref CollectionsMarshal.GetValueRefOrAddDefault(producers, service, out _);
            return own ??= [];
        }
    }

    /// <summary>Returns the time zone of the days of a service, in which its days must lie at the target too.</summary>
    private async ValueTask<TimeZoneInfo> DayZoneOfAsync(string service, CancellationToken cancellationToken) =>
        DayZone.Find(service, await source.GetDayZoneAsync(service, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Returns a value indicating whether a service was completely copied before. Data that was written after that cannot be added and is
    /// reported.
    /// </summary>
    private async Task<bool> IsFinishedAsync(
        string service, List<SeriesProducer> producers, CancellationToken cancellationToken)
    {
        if (await target.GetLastSequenceAsync(service, Mark(service), cancellationToken).ConfigureAwait(false) == 0)
        {
            return false;
        }

        foreach (SeriesProducer producer in producers)
        {
            long last = await target.GetLastSequenceAsync(service, producer.ProducerId, cancellationToken).ConfigureAwait(false);
            if (last < producer.LastSequence)
            {
                ledger.Conflict(
                    $"The source accepted measurements of service {service} after it was copied; these measurements were not copied.");
                break;
            }
        }

        return true;
    }

    /// <summary>
    /// Transfers the last sequence of each producer after its measurements. If the sequence came first, the target would reject the
    /// measurements as duplicates.
    /// </summary>
    private async Task FinishAsync(string service, List<SeriesProducer> producers, CancellationToken cancellationToken)
    {
        foreach (SeriesProducer producer in producers)
        {
            var batch = new SeriesBatch(producer.Service, producer.ProducerId, producer.LastSequence, []);
            if (await target.AppendAsync(batch, cancellationToken).ConfigureAwait(false) == AppendOutcome.Applied)
            {
                ledger.Update(ledger.Report with { Current = $"producer {producer.ProducerId}", Producers = ledger.Report.Producers + 1 });
            }
        }

        await KeepRetentionAsync(service, cancellationToken).ConfigureAwait(false);
        await target.FoldAsync(service, cancellationToken).ConfigureAwait(false);
        await target.AppendAsync(new SeriesBatch(service, Mark(service), 1, []), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Transfers the retention of a service, unless the target already has one.</summary>
    private async Task KeepRetentionAsync(string service, CancellationToken cancellationToken)
    {
        if (await source.GetRetentionAsync(service, cancellationToken).ConfigureAwait(false) is { } retention
            && await target.GetRetentionAsync(service, cancellationToken).ConfigureAwait(false) is null)
        {
            await target.SetRetentionAsync(service, retention, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(
        SeriesId series, SeriesResolution resolution, TimeZoneInfo dayZone, CancellationToken cancellationToken)
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
                await SendAsync(TakeBatch(), cancellationToken).ConfigureAwait(false);
            }

            number = next;
            block.Add(new SeriesDelta(series.Name, bucket, resolution.ToTiers()));
        }

        if (block.Count > 0)
        {
            await SendAsync(TakeBatch(), cancellationToken).ConfigureAwait(false);
        }

        SeriesBatch TakeBatch()
        {
            var batch = new SeriesBatch(series.Service, producer, number, block) { DayZone = dayZone };
            block.Clear();
            return batch;
        }
    }

    private async Task SendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        if (await target.AppendAsync(batch, cancellationToken).ConfigureAwait(false) == AppendOutcome.Applied)
        {
            ledger.Update(ledger.Report with { Buckets = ledger.Report.Buckets + batch.Deltas.Count });
        }

        if (++_unfolded >= BlocksBetweenFolds)
        {
            _unfolded = 0;
            await target.FoldAsync(batch.Service, cancellationToken).ConfigureAwait(false);
        }
    }

    private string ProducerOf(SeriesId series, SeriesResolution resolution) => $"copy:{Identity(series.Service, series.Name)}:{resolution}";

    /// <summary>Returns the producer whose one empty batch marks a service as completely copied.</summary>
    private string Mark(string service) => $"copy:{Identity(service, string.Empty)}:finished";

    private string Identity(string service, string series) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sourceName}\n{service}\n{series}")).AsSpan(0, 16));
}
