using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Reliability.Sketches;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>
/// The sketches of batches that a store has not merged into its tiers yet. A store appends the
/// <see cref="Encode(SeriesBatch)">entries</see> of a batch in the transaction that adds its counts, and never decodes a sketch itself:
/// readers and <see cref="ISeriesStore.FoldAsync"/> add the entries here. For implementers of <see cref="ISeriesStore"/>. This class is not
/// safe for concurrent use.
/// </summary>
/// <remarks>
/// An entry holds the sketches of one chunk of series, so that a reader of one series loads only one sixteenth of the journal.
/// </remarks>
public sealed class SketchJournal
{
    /// <summary>The number of chunks into which the series of a service are divided by their names.</summary>
    public const int ChunkCount = 16;

    private readonly HashSet<string>? _series;
    private readonly Dictionary<JournalSlot, QuantileSketch> _minutes = [];
    private Dictionary<(string Series, SeriesResolution Tier, long Start), QuantileSketch>? _tiers;

    /// <summary>Initializes a new instance of the <see cref="SketchJournal"/> class.</summary>
    /// <param name="series">The names of the series to keep, or <see langword="null"/> for all.</param>
    public SketchJournal(IEnumerable<string>? series = null) => _series = series?.ToHashSet(StringComparer.Ordinal);

    /// <summary>Gets all sketches that the entries add: one for each bucket of each tier that they belong to, in any order.</summary>
    public IEnumerable<JournaledSketch> Sketches => Tiers().Select(one => new JournaledSketch
    {
        Series = one.Key.Series,
        Resolution = one.Key.Tier,
        Start = new DateTimeOffset(one.Key.Start, TimeSpan.Zero),
        Sketch = one.Value,
    });

    /// <summary>Returns the chunk to which a series belongs, from 0 to <see cref="ChunkCount"/> - 1. It never changes.</summary>
    /// <param name="series">The name of the series.</param>
    public static int ChunkOf(string series)
    {
        ArgumentNullException.ThrowIfNull(series);
        Span<byte> buffer = stackalloc byte[SeriesId.MaxNameBytes];
        ReadOnlySpan<byte> name = Encoding.UTF8.TryGetBytes(series, buffer, out int length)
            ? buffer[..length]
            : Encoding.UTF8.GetBytes(series);
        return (int)(XxHash3.HashToUInt64(name) % ChunkCount);
    }

    /// <summary>Returns the entries of a batch: one for each chunk that has a sketch, in the order of the chunks.</summary>
    /// <param name="batch">The batch.</param>
    public static IReadOnlyList<SketchJournalEntry> Encode(SeriesBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return JournalFormat.Encode(batch);
    }

    /// <summary>
    /// Returns the bytes in which a store keeps the sketch of a bucket. There are many minutes, whose bytes are few. Long ranges are read
    /// from hours and days, whose bytes are fast to read.
    /// </summary>
    /// <param name="sum">The sketch.</param>
    /// <param name="resolution">The tier of the bucket.</param>
    public static byte[] Encode(QuantileSketch sum, SeriesResolution resolution)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return resolution == SeriesResolution.Minute ? sum.ToBytes() : sum.ToFastBytes();
    }

    /// <summary>Adds the sketches of an entry.</summary>
    /// <param name="entry">The bytes of the entry, as <see cref="Encode(SeriesBatch)"/> returned them.</param>
    /// <exception cref="FormatException">
    /// The bytes are truncated, damaged or of a later version. Some of their sketches may have been added: abandon this journal.
    /// </exception>
    public void Add(ReadOnlySpan<byte> entry)
    {
        _tiers = null;
        var reader = new JournalReader(entry);
        while (reader.Read())
        {
            if (_series is null || _series.Contains(reader.Series))
            {
                ref QuantileSketch? sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_minutes, reader.Slot, out _);
                (sum ??= new QuantileSketch()).MergeBytes(reader.Sketch);
            }
        }
    }

    /// <summary>Adds what the entries hold for a bucket to its stored sketch.</summary>
    /// <param name="series">The name of the series.</param>
    /// <param name="resolution">The tier of the bucket.</param>
    /// <param name="start">The start of the bucket.</param>
    /// <param name="stored">The stored sketch, which this method may change, or <see langword="null"/> if there is none.</param>
    /// <returns>The sum, or <see langword="null"/> if neither exists.</returns>
    public QuantileSketch? AddTo(string series, SeriesResolution resolution, DateTimeOffset start, QuantileSketch? stored)
    {
        if (!Tiers().TryGetValue((series, resolution, start.UtcTicks), out QuantileSketch? journaled))
        {
            return stored;
        }

        if (stored is null)
        {
            return journaled.Clone();
        }

        stored.Merge(journaled);
        return stored;
    }

    /// <summary>Adds up the minutes for each tier. Most entries are of all tiers, so their hours and days are sums of minutes.</summary>
    private Dictionary<(string Series, SeriesResolution Tier, long Start), QuantileSketch> Tiers()
    {
        if (_tiers is { } known)
        {
            return known;
        }

        _tiers = new(_minutes.Count + 16);
        foreach ((JournalSlot slot, QuantileSketch sketch) in _minutes)
        {
            foreach (SeriesResolution tier in StoredSeries.Resolutions)
            {
                if (slot.Tiers.HasFlag(tier.ToTiers()))
                {
                    ref QuantileSketch? sum = ref CollectionsMarshal.GetValueRefOrAddDefault(
                        _tiers, (slot.Series, tier, slot.StartOf(tier)), out bool exists);
                    if (exists)
                    {
                        sum!.Merge(sketch);
                    }
                    else
                    {
                        sum = sketch.Clone();
                    }
                }
            }
        }

        return _tiers;
    }
}
