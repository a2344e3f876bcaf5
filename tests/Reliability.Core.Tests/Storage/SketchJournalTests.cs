using System.Text;
using CsCheck;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class SketchJournalTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kathmandu");

    private static readonly Gen<SeriesDelta> GenDelta =
        from name in Gen.OneOfConst("orders", "orders-latency", "orders-latency-eu", "café", "caf", "\U0001F600", new string('x', 200))
        from minute in Gen.Int[-3000, 3000]
        from values in Gen.Double[-1e6, 1e6].Array[0, 5]
        from tiers in Gen.Int[1, 7]
        select Delta(name, Noon.AddMinutes(minute), (SeriesTiers)tiers, values);

    /// <summary>
    /// Two minutes of two series whose names share letters, of 1 March 2026 in Kathmandu, as this release writes them for ever.
    /// </summary>
    private const string StoredEntry =
        "01B0C5F2FB03A908070200066F726465727305021625000006022D36050216650000B1C5F2FB03AA08070100086F72646572732D360502167F0000";

    [Fact]
    public void The_first_format_is_read_for_ever()
    {
        var journal = new SketchJournal();
        journal.Add(Convert.FromHexString(StoredEntry));
        Texts(journal).Should().Equal(
            "orders Day 2026-02-28 18:15: 1 1.5",
            "orders Hour 2026-03-01 12:00: 1 1.5",
            "orders Minute 2026-03-01 12:00: 1 1.5",
            "orders-6 Day 2026-02-28 18:15: 2 3",
            "orders-6 Hour 2026-03-01 12:00: 2 3",
            "orders-6 Minute 2026-03-01 12:00: 1 3",
            "orders-6 Minute 2026-03-01 12:01: 1 4");
    }

    [Fact]
    public void The_format_and_the_chunks_do_not_change()
    {
        SeriesBatch batch = Batch(
            [
                Delta("orders-6", Noon.AddMinutes(1), SeriesTiers.All, 4),
                Delta("orders", Noon, SeriesTiers.All, 1.5),
                Delta("orders-6", Noon, SeriesTiers.All, 3),
            ]);
        IReadOnlyList<SketchJournalEntry> entries = SketchJournal.Encode(batch);
        entries.Should().ContainSingle();
        Convert.ToHexString(entries[0].Data.Span).Should().Be(StoredEntry);
        new[] { "orders", "ordres", "café", "", "checkout-latency" }.Select(SketchJournal.ChunkOf).Should().Equal(11, 1, 15, 2, 10);
    }

    [Fact]
    public void A_batch_comes_back_as_a_store_keeps_it() => GenDelta.Array[0, 30].Array[1, 3].Sample(batches =>
    {
        var store = new InMemorySeriesStore();
        var journal = new SketchJournal();
        long sequence = 0;
        foreach (SeriesDelta[] deltas in batches)
        {
            SeriesBatch batch = Batch(deltas, ++sequence);
            store.AppendAsync(batch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            IReadOnlyList<SketchJournalEntry> entries = SketchJournal.Encode(batch);
            entries.Should().OnlyHaveUniqueItems(entry => entry.Chunk).And.BeInAscendingOrder(entry => entry.Chunk);
            foreach (SketchJournalEntry entry in entries)
            {
                journal.Add(entry.Data.Span);
            }
        }

        List<string> stored = [];
        foreach (string name in batches.SelectMany(deltas => deltas).Select(delta => delta.Series).Distinct())
        {
            foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
            {
                var query = new SeriesQuery(new("shop", name), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                {
                    IncludeSketches = true,
                };
                foreach (SeriesBucket bucket in store.ReadAsync(query, CancellationToken.None).ToBlockingEnumerable())
                {
                    QuantileSketch? read = journal.AddTo(name, tier, bucket.Start, null);
                    (read is null).Should().Be(bucket.Sketch is null);
                    if (bucket.Sketch is { } sketch)
                    {
                        read!.ToBytes().Should().Equal(sketch.ToBytes());
                        stored.Add(Text(name, tier, bucket.Start, sketch));
                    }
                }
            }
        }

        stored.Sort(StringComparer.Ordinal);
        Texts(journal).Should().Equal(stored);
    });

    [Fact]
    public void A_stored_sketch_is_added_to_and_other_series_are_left_out()
    {
        SeriesBatch batch = Batch([Delta("orders", Noon, SeriesTiers.All, 1), Delta("ordres", Noon, SeriesTiers.All, 2)]);
        var journal = new SketchJournal(["orders"]);
        foreach (SketchJournalEntry entry in SketchJournal.Encode(batch))
        {
            journal.Add(entry.Data.Span);
        }

        var stored = new QuantileSketch();
        stored.Add(7, 3);
        journal.AddTo("orders", SeriesResolution.Hour, Noon, stored)!.Count.Should().Be(4);
        journal.AddTo("ordres", SeriesResolution.Hour, Noon, null).Should().BeNull();
        journal.AddTo("orders", SeriesResolution.Hour, Noon.AddHours(1), stored).Should().BeSameAs(stored);
        QuantileSketch first = journal.AddTo("orders", SeriesResolution.Hour, Noon, null)!;
        first.Add(9);
        journal.AddTo("orders", SeriesResolution.Hour, Noon, null)!.Count.Should().Be(1, "the caller may change what it gets");
    }

    [Fact]
    public void An_entry_that_is_truncated_damaged_or_of_a_later_version_is_rejected()
    {
        byte[] entry = Convert.FromHexString(StoredEntry);
        for (int length = 0; length < entry.Length; length++)
        {
            // An entry may end after any whole group. This one has two.
            byte[] part = entry[..length];
            Record.Exception(() => new SketchJournal().Add(part)).Should().Match<Exception?>(e => e == null || e is FormatException);
        }

        new SketchJournal().Invoking(journal => journal.Add([])).Should().Throw<FormatException>().WithMessage("*is empty*");
        new SketchJournal().Invoking(journal => journal.Add(entry.AsSpan(..^1))).Should().Throw<FormatException>();
        entry[0] = 2;
        new SketchJournal().Invoking(journal => journal.Add(entry)).Should().Throw<FormatException>()
            .WithMessage("*format 2; this release reads format 1*");
    }

    /// <summary>Every flush encodes the sketches of all series: a copy of each, or of its occupied bins, would be felt.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    public void Encoding_allocates_for_a_batch_and_not_for_each_bucket(int values)
    {
        const int Series = 2_000;
        double[] seconds = [.. Enumerable.Range(0, values).Select(i => 0.001 * Math.Pow(1.02, i % 300))];
        SeriesBatch all = Batch(
            [.. Enumerable.Range(0, Series).Select(i => Delta($"route-{i}", Noon.AddMinutes(i % 2), SeriesTiers.All, seconds))]);
        int size = SketchJournal.Encode(all).Sum(entry => entry.Data.Length);

        long before = GC.GetAllocatedBytesForCurrentThread();
        IReadOnlyList<SketchJournalEntry> entries = SketchJournal.Encode(all);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        entries.Should().HaveCount(SketchJournal.ChunkCount);
        const int PlaceOfDelta = 40; // in one array for the batch
        const int Buffers = 16 * 1024;
        long largest = entries.Max(entry => entry.Data.Length);
        allocated.Should().BeInRange(size, size + (PlaceOfDelta * Series) + (4 * largest) + Buffers);
    }

    [Fact]
    public void Any_bytes_are_read_or_rejected() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        byte[] entry = [1, .. bytes];
        Record.Exception(() => new SketchJournal().Add(entry)).Should().Match<Exception?>(e => e == null || e is FormatException);
    });

    private static SeriesBatch Batch(SeriesDelta[] deltas, long sequence = 1) =>
        new("shop", "producer", sequence, deltas) { DayZone = Kathmandu };

    private static SeriesDelta Delta(string name, DateTimeOffset start, SeriesTiers tiers, params double[] values)
    {
        var sketch = new QuantileSketch();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return new SeriesDelta(name, new SeriesBucket(start, values.Length, 0) { Sketch = sketch }, tiers);
    }

    private static string[] Texts(SketchJournal journal) =>
        [.. journal.Sketches.Select(one => Text(one.Series, one.Resolution, one.Start, one.Sketch)).Order(StringComparer.Ordinal)];

    private static string Text(string name, SeriesResolution tier, DateTimeOffset start, QuantileSketch sketch) =>
        new StringBuilder()
            .Append(null, $"{name} {tier} {start:yyyy-MM-dd HH:mm}: {sketch.Count} {sketch.Quantile(0.5):G2}")
            .ToString();
}
