using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Reads many ranges of series, each as a snapshot. Ranges of one service are read by one script call, those with sketches by one for each
/// chunk of the journal, unless it would block the server for long, and calls are sent together.
/// </summary>
internal sealed class SeriesRanges(RedisConnection connection, KeyFactory keys, DayTiers dayTiers)
{
    /// <summary>The number of buckets that a call reads at most, unless a single range has more: some 5 ms of the server's time.</summary>
    private const int MaxSlots = 5_000;

    /// <summary>The number of buckets that are requested together at most, which limits the memory for the answers.</summary>
    private const int MaxSlotsTogether = 500_000;

    /// <summary>A range of more blocks is read separately: most of them do not exist, and those that do are listed first.</summary>
    private const int MaxBlocks = 400;

    /// <summary>Reads ranges.</summary>
    /// <param name="queries">The ranges.</param>
    /// <param name="map">Maps the buckets of a range.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The results in the order of the ranges.</returns>
    public async ValueTask<T[]> ReadAsync<T>(SeriesQuery[] queries, Func<List<SeriesBucket>, T> map, CancellationToken cancellationToken)
    {
        await connection.InitializeAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, TierLayout> days = await dayTiers.ReadAsync(
            queries.Where(query => query.Resolution == SeriesResolution.Day).Select(query => query.Series.Service), cancellationToken)
            .ConfigureAwait(false);
        var results = new T[queries.Length];
        List<Call> wave = [];
        long slots = 0;
        List<Call> calls = CallsOf(queries, days, out List<Range> others);
        foreach (Call call in calls)
        {
            if (slots + call.Slots > MaxSlotsTogether && wave.Count > 0)
            {
                await SendAsync(wave).ConfigureAwait(false);
                (wave, slots) = ([], 0);
            }

            wave.Add(call);
            slots += call.Slots;
        }

        await SendAsync(wave).ConfigureAwait(false);
        foreach (Range range in others)
        {
            results[range.Place] = map(
                await new SeriesRead(connection, keys, range.Tier!, range.Query).RunAsync(cancellationToken).ConfigureAwait(false));
        }

        return results;

        async ValueTask SendAsync(List<Call> together)
        {
            RedisResult[] answers = await connection.TogetherAsync(
                database => together.Select(call => database.ScriptEvaluateAsync(RedisScripts.SeriesRanges, call.Keys, call.Values)),
                cancellationToken).ConfigureAwait(false);
            foreach ((Call call, RedisResult answer) in together.Zip(answers))
            {
                connection.Faults.Read(() => call.Read((RedisResult[])answer!, (place, buckets) => results[place] = map(buckets)));
            }
        }
    }

    /// <summary>Distributes ranges over calls.</summary>
    /// <param name="queries">The ranges.</param>
    /// <param name="days">The day tiers of the services that have one.</param>
    /// <param name="others">Ranges that have too many blocks.</param>
    private List<Call> CallsOf(SeriesQuery[] queries, Dictionary<string, TierLayout> days, out List<Range> others)
    {
        List<Call> calls = [];
        Dictionary<(string Service, int? Chunk), Call> open = [];
        others = [];
        for (int i = 0; i < queries.Length; i++)
        {
            var range = new Range(queries[i], TierOf(queries[i], days), i);
            if (range.BlockCount > MaxBlocks)
            {
                others.Add(range);
                continue;
            }

            (string service, string name) = (queries[i].Series.Service, queries[i].Series.Name);
            int? chunk = queries[i].IncludeSketches ? SketchJournal.ChunkOf(name) : null;
            if (!open.TryGetValue((service, chunk), out Call? call) || (call.Slots > 0 && call.Slots + range.SlotCount > MaxSlots))
            {
                calls.Add(open[(service, chunk)] = call = new Call(keys, service, chunk));
            }

            call.Add(range);
        }

        return calls;
    }

    /// <summary>Returns the tier of a query, or <see langword="null"/> if its service has no days.</summary>
    private static TierLayout? TierOf(SeriesQuery query, Dictionary<string, TierLayout> days) => query.Resolution switch
    {
        SeriesResolution.Minute => TierLayout.Minutes,
        SeriesResolution.Hour => TierLayout.Hours,
        SeriesResolution.Day => days.GetValueOrDefault(query.Series.Service),
        _ => throw Check.OutOfRange(query.Resolution, "A resolution is Minute, Hour or Day.", nameof(query)),
    };

    /// <summary>A range in the numbers of its tier, and the place of its query. Without a tier, it is empty.</summary>
    private sealed class Range(SeriesQuery query, TierLayout? tier, int place)
    {
        public SeriesQuery Query => query;

        public int Place => place;

        public TierLayout? Tier => tier;

        public long First { get; } = tier?.FirstFrom(query.From) ?? 0;

        public long Last { get; } = (tier?.FirstFrom(query.To) ?? 0) - 1;

        public long SlotCount => Math.Max(0, Last - First + 1);

        public long BlockCount => SlotCount == 0 ? 0 : tier!.Block(Last) - tier.Block(First) + 1;
    }

    /// <summary>One call of the script, for ranges of one service and, if they include sketches, of one chunk of the journal.</summary>
    private sealed class Call(KeyFactory keys, string service, int? chunk)
    {
        private readonly List<RedisKey> _keys = [];
        private readonly Dictionary<(char Tier, long Block), int> _places = [];
        private readonly List<RedisValue> _values = [chunk is not null];
        private readonly List<Range> _ranges = [];

        public RedisKey[] Keys => chunk is { } some ? [.. _keys, keys.Journal(service, some)] : [.. _keys];

        public RedisValue[] Values => [.. _values];

        public long Slots { get; private set; }

        public void Add(Range range)
        {
            _ranges.Add(range);
            _values.Add(range.Query.Series.Name);
            _values.Add(range.BlockCount);
            Slots += range.SlotCount + 1;
            for (int i = 0; i < range.BlockCount; i++)
            {
                long block = range.Tier!.Block(range.First) + i;
                _values.Add(PlaceOf(range, block));
                _values.Add(i == 0 ? range.Tier.Slot(range.First) : 0);
                _values.Add(i == range.BlockCount - 1 ? range.Tier.Slot(range.Last) : range.Tier.BlockSize - 1);
            }
        }

        /// <summary>Reads the answer of the script, and hands over the buckets of each range with the place of its query.</summary>
        public bool Read(RedisResult[] answer, Action<int, List<SeriesBucket>> take)
        {
            int next = 0;
            SketchJournal? journal = chunk is null
                ? null
                : SeriesRead.Journal(_ranges.Select(range => range.Query.Series.Name), (RedisValue[])answer[^1]!);
            foreach (Range range in _ranges)
            {
                List<SeriesBucket> buckets = [];
                long start = range.First;
                for (int i = 0; i < range.BlockCount; i++)
                {
                    RedisValue[] packed = (RedisValue[])answer[next++]!;
                    RedisValue[]? sketches = chunk is null ? null : (RedisValue[])answer[next++]!;
                    new SeriesRead.Slots(range.Tier!, range.Query.Series.Name, journal).AddTo(buckets, start, packed, sketches);
                    start += packed.Length;
                }

                take(range.Place, buckets);
            }

            return true;
        }

        private int PlaceOf(Range range, long block)
        {
            if (!_places.TryGetValue((range.Tier!.Letter, block), out int place))
            {
                _keys.Add(keys.Buckets(service, range.Tier, block));
                _keys.Add(keys.Sketches(service, range.Tier, block));
                _places.Add((range.Tier.Letter, block), place = _keys.Count - 1);
            }

            return place;
        }
    }
}
