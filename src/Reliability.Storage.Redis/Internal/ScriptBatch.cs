using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Sends a batch as script calls: one for each service, or several if one would be too large, all of them together. The number of round
/// trips grows with the bytes of the items, not with their number.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="script">The script of every call.</param>
/// <param name="serviceOf">The service of an item.</param>
/// <param name="call">Returns the keys and values of a call for items of one service.</param>
/// <param name="read">Reads the results of the items of a call. If there are fewer results than items, the rest is sent again.</param>
internal sealed class ScriptBatch<T, TResult>(
    RedisConnection connection,
    string script,
    Func<T, string> serviceOf,
    Func<BatchPart<T>, (RedisKey[] Keys, RedisValue[] Values)> call,
    Func<BatchPart<T>, RedisResult, IReadOnlyList<TResult>> read)
{
    /// <summary>The maximum number of items in a call, so that a call does not block the server for long.</summary>
    public const int MaxItems = 500;

    private const int MaxBytes = 4 << 20;
    private const int MaxBytesTogether = 32 << 20;

    /// <summary>Gets the function that returns the name of an item. Items of the same name are processed in order. Default: none.</summary>
    public Func<T, object>? NameOf { get; init; }

    /// <summary>Gets the function that returns the size of an item in bytes. Default: items are small.</summary>
    public Func<T, int>? BytesOf { get; init; }

    public async ValueTask<TResult[]> RunAsync(IReadOnlyList<T> items, CancellationToken cancellationToken)
    {
        var results = new TResult[items.Count];
        if (items.Count == 0)
        {
            await connection.InitializeAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (List<BatchPart<T>> wave in Waves(items))
        {
            for (List<BatchPart<T>> left = wave; left.Count > 0;)
            {
                left = await SendAsync(left, results, cancellationToken).ConfigureAwait(false);
            }
        }

        return results;
    }

    private async ValueTask<List<BatchPart<T>>> SendAsync(List<BatchPart<T>> parts, TResult[] results, CancellationToken cancellationToken)
    {
        RedisResult[] answers = await connection.TogetherAsync(
            database => parts.Select(part =>
            {
                (RedisKey[] keys, RedisValue[] values) = call(part);
                return database.ScriptEvaluateAsync(script, keys, values);
            }),
            cancellationToken).ConfigureAwait(false);
        List<BatchPart<T>> left = [];
        foreach ((BatchPart<T> part, RedisResult answer) in parts.Zip(answers))
        {
            IReadOnlyList<TResult> found = connection.Faults.Read(() => read(part, answer));
            for (int i = 0; i < found.Count; i++)
            {
                results[part.Places[i]] = found[i];
            }

            if (found.Count < part.Items.Count)
            {
                left.Add(part.After(found.Count));
            }
        }

        return left;
    }

    /// <summary>
    /// Returns parts that are sent together. Calls that are sent together can be executed in any order (if a slot moves, or the server
    /// evicted the script), so an item waits for the result of an earlier part that contains the same name.
    /// </summary>
    private IEnumerable<List<BatchPart<T>>> Waves(IReadOnlyList<T> items)
    {
        List<BatchPart<T>> wave = [];
        Dictionary<string, BatchPart<T>> open = new(StringComparer.Ordinal);
        Dictionary<object, BatchPart<T>> named = [];
        long together = 0;
        for (int i = 0; i < items.Count; i++)
        {
            T item = items[i];
            string service = serviceOf(item);
            object? name = NameOf?.Invoke(item);
            int bytes = BytesOf?.Invoke(item) ?? 0;
            if (open.TryGetValue(service, out BatchPart<T>? part) && (part.Items.Count == MaxItems || part.Bytes + bytes > MaxBytes))
            {
                part = null;
            }

            bool mustWait = name is not null && named.TryGetValue(name, out BatchPart<T>? before) && before != part;
            if (mustWait || (wave.Count > 0 && together + bytes > MaxBytesTogether))
            {
                yield return wave;
                (wave, part, together) = ([], null, 0);
                open.Clear();
                named.Clear();
            }

            if (part is null)
            {
                open[service] = part = new BatchPart<T>(service);
                wave.Add(part);
            }

            part.Add(item, i, bytes);
            together += bytes;
            if (name is not null)
            {
                named[name] = part;
            }
        }

        if (wave.Count > 0)
        {
            yield return wave;
        }
    }
}
