using System.Globalization;
using Reliability.Storage.Redis;
using StackExchange.Redis;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>A pipeline of two HMGET for each block of 32 days: the buckets and their sketches.</summary>
internal sealed class RedisDays : IDayPeer
{
    private const int BlockSize = 32;

    private static readonly string Prefix = new RedisStoreOptions().Prefix;

    private readonly ConnectionMultiplexer _connection;

    private RedisDays(ConnectionMultiplexer connection) => _connection = connection;

    public static async Task<IDayPeer> StartAsync(string configuration) =>
        new RedisDays(await ConnectionMultiplexer.ConnectAsync(configuration));

    public async Task<int> ReadAsync(DayRange range)
    {
        IDatabase database = _connection.GetDatabase();
        long first = range.From.ToUnixTimeSeconds() / 86_400;
        List<Task<RedisValue[]>> answers = [];
        for (long block = first / BlockSize; block * BlockSize < first + range.Days; block++)
        {
            (long from, long to) = (Math.Max(first, block * BlockSize), Math.Min(first + range.Days, (block + 1) * BlockSize));
            RedisValue[] fields = new RedisValue[to - from];
            for (int i = 0; i < fields.Length; i++)
            {
                fields[i] = string.Create(CultureInfo.InvariantCulture, $"{from + i - (block * BlockSize):00}:{range.Series}");
            }

            string key = string.Create(CultureInfo.InvariantCulture, $"{Prefix}:v3:{{{range.Service}}}:s:d:{block}");
            answers.Add(database.HashGetAsync(key, fields));
            answers.Add(database.HashGetAsync(key + ":sketches", fields));
        }

        int values = 0;
        foreach (Task<RedisValue[]> answer in answers)
        {
            values += (await answer).Count(value => !value.IsNull);
        }

        return values / 2;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
