using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>The list of all scopes of one kind. A scope is entered before its first write, once for each session of the connection.</summary>
internal sealed class Registry(RedisConnection connection, RedisKey key)
{
    private readonly ConcurrentDictionary<string, int> _entered = new(StringComparer.Ordinal);

    public async ValueTask EnterAsync(string scope, CancellationToken cancellationToken)
    {
        int session = connection.Session;
        if (!_entered.TryGetValue(scope, out int entered) || entered != session)
        {
            await connection.RunAsync(database => database.SetAddAsync(key, scope), cancellationToken).ConfigureAwait(false);
            _entered[scope] = session;
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
