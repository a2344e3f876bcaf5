using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The list of all scopes of one kind. A scope is entered before its first write, once for each session of the connection, and
/// again when a minute has passed, should somebody have emptied the server meanwhile.
/// </summary>
internal sealed class Registry(RedisConnection connection, RedisKey key)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (int Session, long Time)> _entered = new(StringComparer.Ordinal);

    public async ValueTask EnterAsync(string scope, CancellationToken cancellationToken)
    {
        int session = connection.Session;
        TimeProvider clock = TimeProvider.System; // the server's lives in real time, too
        bool isKnown = _entered.TryGetValue(scope, out (int Session, long Time) entered)
            && entered.Session == session
            && clock.GetElapsedTime(entered.Time) < Trust;
        if (!isKnown)
        {
            await connection.RunAsync(database => database.SetAddAsync(key, scope), cancellationToken).ConfigureAwait(false);
            _entered[scope] = (session, clock.GetTimestamp());
        }
    }

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (RedisValue scope in await connection.RunAsync(database => database.SetMembersAsync(key), cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return scope.ToString();
        }
    }
}
