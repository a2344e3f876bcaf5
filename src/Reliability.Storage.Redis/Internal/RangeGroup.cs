namespace Reliability.Storage.Redis.Internal;

/// <summary>Ranges that one call reads: of one service and, if they include sketches, of one chunk of its journal.</summary>
/// <param name="service">The service.</param>
/// <param name="chunk">The chunk, or <see langword="null"/> without sketches.</param>
/// <param name="sumsSketches">Whether the first bucket of a range gets the sum of all sketches, and the others none.</param>
internal sealed class RangeGroup(string service, int? chunk, bool sumsSketches)
{
    public string Service => service;

    public int? Chunk => chunk;

    public bool SumsSketches => sumsSketches;

    public List<SlotRange> Ranges { get; } = [];

    /// <summary>Gets the number of buckets that the call reads, and one for each range.</summary>
    public long Slots { get; private set; }

    public void Add(SlotRange range)
    {
        Ranges.Add(range);
        Slots += range.SlotCount + 1;
    }
}
