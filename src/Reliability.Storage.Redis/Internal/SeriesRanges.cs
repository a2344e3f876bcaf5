using System.Runtime.InteropServices;
using Reliability.Common.Internal;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Reads many ranges of series, each as a snapshot. Ranges of one service are read by one call, those with sketches by one for each chunk
/// of the journal, unless it would block the server for long, and calls are sent together.
/// </summary>
internal sealed class SeriesRanges(RedisConnection connection, KeyFactory keys, DayTiers dayTiers)
{
    /// <summary>
    /// The number of buckets that a call reads at most, unless a single range has more: some 5 ms of the server's time for a script, and
    /// less without sketches.
    /// </summary>
    private const int MaxSlots = 5_000;

    /// <summary>The number of buckets that are requested together at most, which limits the memory for the answers.</summary>
    private const int MaxSlotsTogether = 500_000;

    /// <summary>A range of more blocks is read separately: most of them do not exist, and those that do are listed first.</summary>
    private const int MaxBlocks = 400;

    /// <summary>Reads ranges, and maps the buckets of each one.</summary>
    /// <param name="queries">The ranges.</param>
    /// <param name="sumsSketches">
    /// Whether the first bucket of a range gets the sum of all sketches, and the others none: the sketches that a store holds are added to
    /// one, instead of becoming one each.
    /// </param>
    /// <param name="map">Maps the buckets of a range, which it must not keep: their memory is used for the next range.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The results in the order of the ranges.</returns>
    public async ValueTask<T[]> ReadAsync<T>(
        SeriesQuery[] queries, bool sumsSketches, Func<ReadOnlySpan<SeriesBucket>, T> map, CancellationToken cancellationToken)
    {
        await connection.InitializeAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, TierLayout> days = await dayTiers.ReadAsync(
            queries.Where(query => query.Resolution == SeriesResolution.Day).Select(query => query.Series.Service), cancellationToken)
            .ConfigureAwait(false);
        var results = new T[queries.Length];
        List<RangeGroup> wave = [];
        long slots = 0;
        List<RangeGroup> groups = GroupsOf(queries, days, sumsSketches, out List<SlotRange> others);
        foreach (RangeGroup group in groups)
        {
            if (slots + group.Slots > MaxSlotsTogether && wave.Count > 0)
            {
                await SendAsync(wave).ConfigureAwait(false);
                (wave, slots) = ([], 0);
            }

            wave.Add(group);
            slots += group.Slots;
        }

        await SendAsync(wave).ConfigureAwait(false);
        foreach (SlotRange range in others)
        {
            List<SeriesBucket> buckets =
                await new SeriesRead(connection, keys, range.Tier!, range.Query).RunAsync(cancellationToken).ConfigureAwait(false);
            Take(range.Place, CollectionsMarshal.AsSpan(buckets));
        }

        return results;

        void Take(int place, ReadOnlySpan<SeriesBucket> buckets) => results[place] = map(buckets);

        // Answers are decoded while those of later calls arrive.
        async ValueTask SendAsync(List<RangeGroup> together) => await connection.TogetherAsync(
            database => together.Select(group => new RangeFields(keys, connection.Faults, group).RunAsync(database, Take)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Distributes ranges over calls.</summary>
    /// <param name="queries">The ranges.</param>
    /// <param name="days">The day tiers of the services that have one.</param>
    /// <param name="sumsSketches">Whether the first bucket of a range gets the sum of all sketches.</param>
    /// <param name="others">Ranges that have too many blocks.</param>
    private static List<RangeGroup> GroupsOf(
        SeriesQuery[] queries, Dictionary<string, TierLayout> days, bool sumsSketches, out List<SlotRange> others)
    {
        List<RangeGroup> groups = [];
        Dictionary<(string Service, int? Chunk), RangeGroup> open = [];
        others = [];
        for (int i = 0; i < queries.Length; i++)
        {
            var range = new SlotRange(queries[i], TierOf(queries[i], days), i);
            if (range.BlockCount > MaxBlocks)
            {
                others.Add(range);
                continue;
            }

            (string service, string name) = (queries[i].Series.Service, queries[i].Series.Name);
            int? chunk = queries[i].IncludeSketches ? SketchJournal.ChunkOf(name) : null;
            if (!open.TryGetValue((service, chunk), out RangeGroup? group)
                || (group.Slots > 0 && group.Slots + range.SlotCount > MaxSlots))
            {
                groups.Add(open[(service, chunk)] = group = new RangeGroup(service, chunk, sumsSketches));
            }

            group.Add(range);
        }

        return groups;
    }

    /// <summary>Returns the tier of a query, or <see langword="null"/> if its service has no days.</summary>
    private static TierLayout? TierOf(SeriesQuery query, Dictionary<string, TierLayout> days) => query.Resolution switch
    {
        SeriesResolution.Minute => TierLayout.Minutes,
        SeriesResolution.Hour => TierLayout.Hours,
        SeriesResolution.Day => days.GetValueOrDefault(query.Series.Service),
        _ => throw Check.OutOfRange(query.Resolution, "A resolution is Minute, Hour or Day.", nameof(query)),
    };
}
