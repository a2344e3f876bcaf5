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

    /// <summary>
    /// Returns the entries of a batch. What it allocates is what it returns and a few buffers, and nothing for each sketch: every flush
    /// encodes the sketches of all series.
    /// </summary>
    public static IReadOnlyList<SketchJournalEntry> Encode(SeriesBatch batch)
    {
        ReadOnlySpan<Place> rest = InOrder(batch.Deltas);
        List<SketchJournalEntry> entries = [];
        var bytes = new ArrayBufferWriter<byte>(256);
        var sketch = new ArrayBufferWriter<byte>(256);
        byte[] names = new byte[2 * SeriesId.MaxNameBytes];
        while (!rest.IsEmpty)
        {
            int chunk = rest[0].Chunk;
            bytes.ResetWrittenCount();
            bytes.Write([Version]);
            while (!rest.IsEmpty && rest[0].Chunk == chunk)
            {
                int count = LengthOfGroup(rest);
                Encode(batch, rest[..count], bytes, sketch, names);
                rest = rest[count..];
            }

            entries.Add(new SketchJournalEntry { Chunk = chunk, Data = bytes.WrittenSpan.ToArray() });
        }

        return entries;
    }

    /// <summary>Returns the deltas with a sketch: by chunk, group and series.</summary>
    private static ReadOnlySpan<Place> InOrder(IReadOnlyList<SeriesDelta> deltas)
    {
        var places = new Place[deltas.Count];
        int count = 0;
        for (int i = 0; i < deltas.Count; i++)
        {
            SeriesDelta delta = deltas[i];
            if (delta.Bucket.Sketch is { Count: > 0 })
            {
                places[count++] = new Place(
                    SketchJournal.ChunkOf(delta.Series), delta.Bucket.Start.UtcTicks, delta.Tiers, delta.Series, i);
            }
        }

        Span<Place> found = places.AsSpan(0, count);
        found.Sort(Place.Compare);
        return found;
    }

    /// <summary>Returns how many deltas at the start are of one chunk, minute and tiers.</summary>
    private static int LengthOfGroup(ReadOnlySpan<Place> places)
    {
        int length = 1;
        while (length < places.Length && places[length].IsInGroupOf(in places[0]))
        {
            length++;
        }

        return length;
    }

    private static void Encode(
        SeriesBatch batch, ReadOnlySpan<Place> group, ArrayBufferWriter<byte> bytes, ArrayBufferWriter<byte> sketch, byte[] names)
    {
        long minute = group[0].Minute;
        long day = batch.StartOf(SeriesResolution.Day, new DateTimeOffset(minute, TimeSpan.Zero)).UtcTicks;
        Number(bytes, minute / TimeSpan.TicksPerMinute);
        Number(bytes, (minute - day) / TimeSpan.TicksPerMinute);
        Number(bytes, (long)group[0].Tiers);
        Number(bytes, group.Length);
        Span<byte> name = names.AsSpan(0, SeriesId.MaxNameBytes);
        Span<byte> before = names.AsSpan(SeriesId.MaxNameBytes);
        int lengthBefore = 0;
        foreach (Place place in group)
        {
            int length = Encoding.UTF8.GetBytes(place.Series, name);
            int shared = before[..lengthBefore].CommonPrefixLength(name[..length]);
            Number(bytes, shared);
            Number(bytes, length - shared);
            bytes.Write(name[shared..length]);
            sketch.ResetWrittenCount();
            batch.Deltas[place.Index].Bucket.Sketch!.WriteCompact(sketch);
            Number(bytes, sketch.WrittenCount);
            bytes.Write(sketch.WrittenSpan);
            Span<byte> next = before;
            before = name;
            name = next;
            lengthBefore = length;
        }
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

    /// <summary>Where a delta belongs in the entries of its batch.</summary>
    /// <param name="Chunk">The chunk of its series.</param>
    /// <param name="Minute">The start of its minute in ticks.</param>
    /// <param name="Tiers">Its tiers.</param>
    /// <param name="Series">The name of its series.</param>
    /// <param name="Index">Its index in the batch.</param>
    private readonly record struct Place(int Chunk, long Minute, SeriesTiers Tiers, string Series, int Index)
    {
        public bool IsInGroupOf(in Place other) => Chunk == other.Chunk && Minute == other.Minute && Tiers == other.Tiers;

        public static int Compare(Place one, Place other)
        {
            int order = one.Chunk.CompareTo(other.Chunk);
            order = order != 0 ? order : one.Minute.CompareTo(other.Minute);
            order = order != 0 ? order : ((int)one.Tiers).CompareTo((int)other.Tiers);
            order = order != 0 ? order : string.CompareOrdinal(one.Series, other.Series);
            return order != 0 ? order : one.Index.CompareTo(other.Index);
        }
    }
}
