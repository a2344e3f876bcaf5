using System.Globalization;
using Reliability.Sketches;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads one range of one series as a snapshot, however long it is: the blocks that exist are listed first.</summary>
internal sealed class SeriesRead(RedisConnection connection, KeyFactory keys, TierLayout tier, SeriesQuery query)
{
    public async ValueTask<List<SeriesBucket>> RunAsync(CancellationToken cancellationToken)
    {
        long first = tier.FirstFrom(query.From);
        long last = tier.FirstFrom(query.To) - 1;
        (long firstBlock, long lastBlock) = (tier.Block(first), tier.Block(last));
        List<long> blocks = [];
        while (true)
        {
            int from = blocks is [var oldest, ..] && oldest == firstBlock ? tier.Slot(first) : 0;
            int to = blocks is [.., var newest] && newest == lastBlock ? tier.Slot(last) : tier.BlockSize - 1;
            RedisResult answer = await connection.ScriptAsync(
                RedisScripts.SeriesRead,
                KeysOf(blocks),
                [
                    query.Series.Name, tier.BlockSize, from, to, query.IncludeSketches,
                    string.Join(' ', blocks.Select(block => block.ToString(CultureInfo.InvariantCulture))), firstBlock, lastBlock,
                ],
                cancellationToken).ConfigureAwait(false);
            if (answer.Resp2Type == ResultType.Array)
            {
                return connection.Faults.Read(() => Read(blocks, from, (RedisResult[])answer!));
            }

            blocks = [
                .. ((string)answer!)
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(text => long.Parse(text, CultureInfo.InvariantCulture))
            ];
        }
    }

    private RedisKey[] KeysOf(List<long> blocks)
    {
        string service = query.Series.Service;
        return
        [
            keys.Blocks(service, tier), keys.Journal(service, SketchJournal.ChunkOf(query.Series.Name)),
            .. blocks.SelectMany(block => (RedisKey[])[keys.Buckets(service, tier, block), keys.Sketches(service, tier, block)]),
        ];
    }

    private List<SeriesBucket> Read(List<long> blocks, int from, RedisResult[] answer)
    {
        List<SeriesBucket> buckets = [];
        int width = query.IncludeSketches ? 2 : 1;
        SketchJournal? journal = query.IncludeSketches ? Journal([query.Series.Name], (RedisValue[])answer[^1]!) : null;
        for (int i = 0; i < blocks.Count; i++)
        {
            RedisValue[] packed = (RedisValue[])answer[i * width]!;
            RedisValue[]? sketches = query.IncludeSketches ? (RedisValue[])answer[(i * width) + 1]! : null;
            long start = (blocks[i] * tier.BlockSize) + (i == 0 ? from : 0);
            new Slots(tier, query.Series.Name, journal, SumsSketches: false).AddTo(buckets, start, packed, sketches);
        }

        return buckets;
    }

    /// <summary>Reads entries of the journal.</summary>
    /// <param name="series">The series to keep, or <see langword="null"/> for all.</param>
    /// <param name="entries">The entries.</param>
    /// <exception cref="FormatException">An entry is damaged or of a later version.</exception>
    public static SketchJournal Journal(IEnumerable<string>? series, RedisValue[] entries)
    {
        var journal = new SketchJournal(series);
        foreach (RedisValue entry in entries)
        {
            journal.Add(Bytes(entry));
        }

        return journal;
    }

    public static ReadOnlySpan<byte> Bytes(RedisValue value) => ((ReadOnlyMemory<byte>)value).Span;

    /// <summary>Converts the values of consecutive slots of a series to buckets.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Series">The name of the series.</param>
    /// <param name="Journal">The journal if sketches are included.</param>
    /// <param name="SumsSketches">
    /// Whether the first bucket of the list gets the sum of all sketches, and the others none.
    /// </param>
    internal readonly record struct Slots(TierLayout Tier, string Series, SketchJournal? Journal, bool SumsSketches)
    {
        public void AddTo(
            List<SeriesBucket> buckets, long first, ReadOnlySpan<RedisValue> packed, ReadOnlySpan<RedisValue> sketches)
        {
            Span<byte> copy = stackalloc byte[PackedBucket.MaxBytes];
            QuantileSketch? sum = SumsSketches && buckets.Count > 0 ? buckets[0].Sketch : null;
            for (int slot = 0; slot < packed.Length; slot++)
            {
                ref readonly RedisValue value = ref packed[slot];
                if (!value.IsNull)
                {
                    DateTimeOffset start = Tier.Start(first + slot);
                    QuantileSketch? sketch = SumsSketches ? sum : null;
                    if (!sketches.IsEmpty && !sketches[slot].IsNull)
                    {
                        (sketch ??= new QuantileSketch()).MergeBytes(Bytes(sketches[slot]));
                    }

                    sketch = Journal is null ? sketch : Journal.AddTo(Series, Tier.Resolution, start, sketch);
                    if (SumsSketches)
                    {
                        (sum, sketch) = (sketch, null);
                    }

                    // A short value is part of its struct. A copy needs no array, and a conversion would.
                    ReadOnlySpan<byte> bytes = value.GetByteCount() > copy.Length ? Bytes(value) : copy[..value.CopyTo(copy)];
                    buckets.Add(PackedBucket.Read(start, bytes, sketch));
                }
            }

            if (sum is not null)
            {
                buckets[0] = buckets[0] with { Sketch = sum };
            }
        }
    }
}
