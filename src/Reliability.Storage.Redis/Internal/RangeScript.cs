using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads a group of ranges with a script, as of one moment, with what the journal adds to them if they include sketches.</summary>
internal sealed class RangeScript(KeyFactory keys, RedisFaults faults, RangeGroup group)
{
    private readonly List<RedisKey> _keys = [];
    private readonly Dictionary<(char Tier, long Block), int> _places = [];

    /// <summary>Sends the call, and hands over the buckets of each range with the place of its query.</summary>
    public async Task<bool> RunAsync(IDatabase database, Action<int, ReadOnlySpan<SeriesBucket>> take)
    {
        RedisValue[] values = Values();
        RedisKey[] all = group.Chunk is { } chunk ? [.. _keys, keys.Journal(group.Service, chunk)] : [.. _keys];
        RedisResult answer = await database.ScriptEvaluateAsync(RedisScripts.SeriesRanges, all, values).ConfigureAwait(false);
        return faults.Read(() => Read((RedisResult[])answer!, take));
    }

    private RedisValue[] Values()
    {
        List<RedisValue> values = [group.Chunk is not null];
        foreach (SlotRange range in group.Ranges)
        {
            values.Add(range.Series);
            values.Add(range.BlockCount);
            foreach ((long block, int first, int last) in range.Parts())
            {
                values.Add(PlaceOf(range.Tier!, block));
                values.Add(first);
                values.Add(last);
            }
        }

        return [.. values];
    }

    private bool Read(RedisResult[] answer, Action<int, ReadOnlySpan<SeriesBucket>> take)
    {
        int next = 0;
        SketchJournal? journal = group.Chunk is null
            ? null
            : SeriesRead.Journal(group.Ranges.Select(range => range.Series), (RedisValue[])answer[^1]!);
        List<SeriesBucket> buckets = [];
        foreach (SlotRange range in group.Ranges)
        {
            buckets.Clear();
            long first = range.First;
            for (int i = 0; i < range.BlockCount; i++)
            {
                RedisValue[] packed = (RedisValue[])answer[next++]!;
                RedisValue[]? sketches = group.Chunk is null ? null : (RedisValue[])answer[next++]!;
                new SeriesRead.Slots(range.Tier!, range.Series, journal, group.SumsSketches).AddTo(buckets, first, packed, sketches);
                first += packed.Length;
            }

            take(range.Place, CollectionsMarshal.AsSpan(buckets));
        }

        return true;
    }

    private int PlaceOf(TierLayout tier, long block)
    {
        if (!_places.TryGetValue((tier.Letter, block), out int place))
        {
            _keys.Add(keys.Buckets(group.Service, tier, block));
            _keys.Add(keys.Sketches(group.Service, tier, block));
            _places.Add((tier.Letter, block), place = _keys.Count - 1);
        }

        return place;
    }
}
