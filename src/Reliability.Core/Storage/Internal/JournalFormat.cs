using System.Buffers;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Storage.Internal;

/// <summary>
/// Format 1 of a journal entry: the version (a byte), then groups. A group has a minute (minutes since year 1), how many minutes before it
/// its day starts, its tiers, the number of its sketches, and for each sketch, in the order of the series, the bytes that its name shares
/// with the name before it, the number of its other bytes, these bytes, the number of bytes of the sketch, and the sketch. Numbers have
/// seven bits a byte, low bits first.
/// </summary>
internal static class JournalFormat
{
    public const byte Version = 1;

    public static IReadOnlyList<SketchJournalEntry> Encode(SeriesBatch batch)
    {
        List<SeriesDelta>?[] chunks = new List<SeriesDelta>?[SketchJournal.ChunkCount];
        foreach (SeriesDelta delta in batch.Deltas)
        {
            if (delta.Bucket.Sketch is { Count: > 0 })
            {
                (chunks[SketchJournal.ChunkOf(delta.Series)] ??= []).Add(delta);
            }
        }

        List<SketchJournalEntry> entries = [];
        var sketch = new ArrayBufferWriter<byte>();
        for (int chunk = 0; chunk < chunks.Length; chunk++)
        {
            if (chunks[chunk] is { } deltas)
            {
                entries.Add(new SketchJournalEntry { Chunk = chunk, Data = Encode(batch, deltas, sketch) });
            }
        }

        return entries;
    }

    private static ReadOnlyMemory<byte> Encode(SeriesBatch batch, List<SeriesDelta> deltas, ArrayBufferWriter<byte> sketch)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write([Version]);
        IOrderedEnumerable<IGrouping<(long Minute, SeriesTiers Tiers), SeriesDelta>> groups = deltas
            .GroupBy(delta => (delta.Bucket.Start.UtcTicks, delta.Tiers))
            .OrderBy(group => group.Key.UtcTicks)
            .ThenBy(group => group.Key.Tiers);
        foreach (IGrouping<(long Minute, SeriesTiers Tiers), SeriesDelta> group in groups)
        {
            var minute = new DateTimeOffset(group.Key.Minute, TimeSpan.Zero);
            long day = batch.StartOf(SeriesResolution.Day, minute).UtcTicks;
            Number(bytes, group.Key.Minute / TimeSpan.TicksPerMinute);
            Number(bytes, (group.Key.Minute - day) / TimeSpan.TicksPerMinute);
            Number(bytes, (long)group.Key.Tiers);
            Number(bytes, group.Count());
            byte[] before = [];
            foreach (SeriesDelta delta in group.OrderBy(delta => delta.Series, StringComparer.Ordinal))
            {
                byte[] name = Encoding.UTF8.GetBytes(delta.Series);
                int shared = before.AsSpan().CommonPrefixLength(name);
                Number(bytes, shared);
                Number(bytes, name.Length - shared);
                bytes.Write(name.AsSpan(shared));
                sketch.ResetWrittenCount();
                delta.Bucket.Sketch!.WriteCompact(sketch);
                Number(bytes, sketch.WrittenCount);
                bytes.Write(sketch.WrittenSpan);
                before = name;
            }
        }

        return bytes.WrittenMemory;
    }

    private static void Number(ArrayBufferWriter<byte> bytes, long number)
    {
        Check.AtLeast(number, 0);
        Span<byte> span = bytes.GetSpan(10);
        int length = 0;
        for (; number >= 0x80; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        bytes.Advance(length);
    }
}
