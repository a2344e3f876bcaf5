using System.Buffers.Binary;
using System.Globalization;
using Reliability.Storage;
using Reliability.Storage.Redis;
using StackExchange.Redis;

namespace Reliability.Benchmarks.Storage.Reading;

/// <summary>A pipeline of HMGET, one for each series, range and block, all sent before the first answer is awaited.</summary>
internal sealed class RedisReads : IReadingPeer
{
    private static readonly string Prefix = new RedisStoreOptions().Prefix;

    private readonly ConnectionMultiplexer _connection;
    private readonly IReadOnlyList<string> _names;

    private RedisReads(ConnectionMultiplexer connection, IReadOnlyList<string> names) => (_connection, _names) = (connection, names);

    public static async Task<RedisReads> StartAsync(string configuration, IReadOnlyList<string> names) =>
        new(await ConnectionMultiplexer.ConnectAsync(configuration), names);

    public async Task<(long Count, long Good)[]> SumAsync(ReadingRange[] ranges)
    {
        IDatabase database = _connection.GetDatabase();
        List<(int Place, Task<RedisValue[]> Answer)> answers = [];
        for (int series = 0; series < _names.Count; series++)
        {
            for (int range = 0; range < ranges.Length; range++)
            {
                foreach ((RedisKey key, RedisValue[] fields) in Blocks(ranges[range], _names[series]))
                {
                    answers.Add(((series * ranges.Length) + range, database.HashGetAsync(key, fields)));
                }
            }
        }

        var sums = new (long Count, long Good)[_names.Count * ranges.Length];
        foreach ((int place, Task<RedisValue[]> answer) in answers)
        {
            foreach (RedisValue packed in await answer)
            {
                if (!packed.IsNull)
                {
                    ReadOnlySpan<byte> bytes = ((ReadOnlyMemory<byte>)packed).Span;
                    sums[place].Count += BinaryPrimitives.ReadUInt32BigEndian(bytes);
                    sums[place].Good += BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
                }
            }
        }

        return sums;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static IEnumerable<(RedisKey Key, RedisValue[] Fields)> Blocks(ReadingRange range, string name)
    {
        (long length, int size, char letter) = range.Tier == SeriesResolution.Minute ? (60L, 60, 'm') : (3600L, 24, 'h');
        long first = range.From.ToUnixTimeSeconds() / length;
        long end = (range.To.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds() + length - 1) / length;
        for (long block = first / size; block * size < end; block++)
        {
            (long from, long to) = (Math.Max(first, block * size), Math.Min(end, (block + 1) * size));
            RedisValue[] fields = new RedisValue[to - from];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = string.Create(CultureInfo.InvariantCulture, $"{from + i - (block * size):00}:{name}");
            }

            yield return (string.Create(CultureInfo.InvariantCulture, $"{Prefix}:v3:{{shop}}:s:{letter}:{block}"), fields);
        }
    }
}
