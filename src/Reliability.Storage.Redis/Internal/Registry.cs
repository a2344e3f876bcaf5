using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The list of all scopes of one kind. A scope is entered before its first write, once for each session of the connection, and again after
/// a minute, in case the server was flushed in the meantime.
/// </summary>
internal sealed class Registry(RedisConnection connection, RedisKey key)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (int Session, long Time)> _entered = new(StringComparer.Ordinal);

    public async ValueTask EnterAsync(IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        int session = connection.Session;
        TimeProvider clock = TimeProvider.System; // The server also uses real time.
        RedisValue[] unknown = [.. scopes.Where(scope => !IsKnown(scope, session, clock)).Select(scope => (RedisValue)scope)];
        if (unknown.Length > 0)
        {
            await connection.TogetherAsync(
                database => unknown.Chunk(1000).Select(some => database.SetAddAsync(key, some)), cancellationToken).ConfigureAwait(false);
            foreach (RedisValue scope in unknown)
            {
                _entered[scope.ToString()] = (session, clock.GetTimestamp());
            }
        }
    }

    public async ValueTask<string[]> ListAsync(CancellationToken cancellationToken)
    {
        RedisValue[] scopes = await connection.RunAsync(database => database.SetMembersAsync(key), cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(scopes, scope => scope.ToString());
    }

    /// <summary>Lists the scopes that contain data. Some scopes were entered and never written, or are empty again.</summary>
    public async ValueTask<List<(string Service, string Name)>> ListFilledAsync(
        Func<string, string, RedisKey> hashOf, CancellationToken cancellationToken)
    {
        List<(string Service, string Name)> filled = [];
        string[] scopes = await ListAsync(cancellationToken).ConfigureAwait(false);
        foreach ((string Service, string Name)[] some in scopes.Select(NamePair.Split).Chunk(1000))
        {
            long[] lengths = await connection.TogetherAsync(
                database => some.Select(one => database.HashLengthAsync(hashOf(one.Service, one.Name))),
                cancellationToken).ConfigureAwait(false);
            filled.AddRange(some.Where((_, i) => lengths[i] > 0));
        }

        return filled;
    }

    private bool IsKnown(string scope, int session, TimeProvider clock) =>
        _entered.TryGetValue(scope, out (int Session, long Time) entered)
        && entered.Session == session
        && clock.GetElapsedTime(entered.Time) < Trust;
}
