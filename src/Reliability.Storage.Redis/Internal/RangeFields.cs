using System.Runtime.InteropServices;
using System.Text;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Reads a group of ranges as of one moment: the fields of all ranges from each block with one HMGET, with sketches one more and the
/// journal, and what is more than one command within a transaction. It takes the server a fraction of the time of a script, whose values
/// pass through Lua.
/// </summary>
internal sealed class RangeFields(KeyFactory keys, RedisFaults faults, RangeGroup group)
{
    private readonly List<Block> _blocks = [];
    private readonly List<Part> _parts = [];

    // The number of answers for a block.
    private readonly int _width = group.Chunk is null ? 1 : 2;

    /// <summary>Sends the call, and hands over the buckets of each range with the place of its query.</summary>
    public async Task<bool> RunAsync(IDatabase database, Action<int, ReadOnlySpan<SeriesBucket>> take)
    {
        AddParts();
        SetFields();
        RedisValue[][] answers;
        try
        {
            answers = await SendAsync(database).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("EXECABORT", StringComparison.Ordinal))
        {
            // A transaction does not follow a slot that has moved, and its error does not contain the cause. A script does both.
            return await new RangeScript(keys, faults, group).RunAsync(database, take).ConfigureAwait(false);
        }

        return faults.Read(() => Read(answers, take));
    }

    /// <summary>Finds the parts of the ranges, and their positions among the fields of their blocks.</summary>
    private void AddParts()
    {
        Dictionary<(char Tier, long Number), Block> known = [];
        foreach (SlotRange range in group.Ranges)
        {
            foreach ((long number, int first, int last) in range.Parts())
            {
                TierLayout tier = range.Tier!;
                if (!known.TryGetValue((tier.Letter, number), out Block? block))
                {
                    known.Add((tier.Letter, number), block = new Block(
                        _blocks.Count, keys.Buckets(group.Service, tier, number), keys.Sketches(group.Service, tier, number)));
                    _blocks.Add(block);
                }

                _parts.Add(new Part(block, block.Count, first, last - first + 1));
                block.Count += last - first + 1;
            }
        }
    }

    private void SetFields()
    {
        foreach (Block block in _blocks)
        {
            block.Fields = new RedisValue[block.Count];
        }

        Dictionary<string, FieldNames> names = new(StringComparer.Ordinal);
        int next = 0;
        foreach (SlotRange range in group.Ranges)
        {
            if (!names.TryGetValue(range.Series, out FieldNames? fields))
            {
                names.Add(range.Series, fields = new FieldNames(range.Series));
            }

            for (int i = 0; i < range.BlockCount; i++)
            {
                Part part = _parts[next++];
                for (int slot = 0; slot < part.Count; slot++)
                {
                    part.Block.Fields[part.Offset + slot] = fields.Of(part.FirstSlot + slot);
                }
            }
        }
    }

    private async Task<RedisValue[][]> SendAsync(IDatabase database)
    {
        if (_blocks.Count == 0 || (_blocks.Count == 1 && group.Chunk is null))
        {
            return await Task.WhenAll(Commands(database)).ConfigureAwait(false);
        }

        ITransaction transaction = database.CreateTransaction();
        Task<RedisValue[][]> answers = Task.WhenAll([.. Commands(transaction)]);
        await Task.WhenAll(answers, transaction.ExecuteAsync(CommandFlags.DemandMaster)).ConfigureAwait(false);
        return await answers.ConfigureAwait(false);
    }

    private IEnumerable<Task<RedisValue[]>> Commands(IDatabaseAsync database)
    {
        foreach (Block block in _blocks)
        {
            yield return database.HashGetAsync(block.Key, block.Fields, CommandFlags.DemandMaster);
            if (group.Chunk is not null)
            {
                yield return database.HashGetAsync(block.Sketches, block.Fields, CommandFlags.DemandMaster);
            }
        }

        if (group.Chunk is { } chunk && _blocks.Count > 0)
        {
            yield return database.ListRangeAsync(keys.Journal(group.Service, chunk), flags: CommandFlags.DemandMaster);
        }
    }

    private bool Read(RedisValue[][] answers, Action<int, ReadOnlySpan<SeriesBucket>> take)
    {
        SketchJournal? journal = group.Chunk is null || _blocks.Count == 0
            ? null
            : SeriesRead.Journal(group.Ranges.Select(range => range.Series), answers[^1]);
        List<SeriesBucket> buckets = [];
        int next = 0;
        foreach (SlotRange range in group.Ranges)
        {
            buckets.Clear();
            long first = range.First;
            for (int i = 0; i < range.BlockCount; i++)
            {
                Part part = _parts[next++];
                ReadOnlySpan<RedisValue[]> found = answers.AsSpan(part.Block.Place * _width, _width);
                new SeriesRead.Slots(range.Tier!, range.Series, journal, group.SumsSketches).AddTo(
                    buckets,
                    first,
                    found[0].AsSpan(part.Offset, part.Count),
                    journal is null ? default : found[1].AsSpan(part.Offset, part.Count));
                first += part.Count;
            }

            take(range.Place, CollectionsMarshal.AsSpan(buckets));
        }

        return true;
    }

    /// <summary>A block with the fields of all ranges that it contains.</summary>
    private sealed class Block(int place, RedisKey key, RedisKey sketches)
    {
        public int Place => place;

        public RedisKey Key => key;

        public RedisKey Sketches => sketches;

        public int Count { get; set; }

        public RedisValue[] Fields { get; set; } = [];
    }

    /// <summary>The part of a range in a block: a position among the fields of the block, and its slots.</summary>
    private readonly record struct Part(Block Block, int Offset, int FirstSlot, int Count);

    /// <summary>The fields of a series, each encoded once for all blocks and ranges.</summary>
    private sealed class FieldNames(string series)
    {
        private readonly byte[] _series = Encoding.UTF8.GetBytes(series);
        private readonly RedisValue[] _fields = new RedisValue[TierLayout.MaxBlockSize];

        public RedisValue Of(int slot)
        {
            ref RedisValue field = ref _fields[slot];
            return field.IsNull ? field = Encode(slot) : field;
        }

        private byte[] Encode(int slot) => [(byte)('0' + (slot / 10)), (byte)('0' + (slot % 10)), (byte)':', .. _series];
    }
}
