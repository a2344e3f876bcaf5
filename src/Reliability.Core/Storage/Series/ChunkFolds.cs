using System.Runtime.ExceptionServices;

namespace Reliability.Storage;

/// <summary>
/// Folds the chunks of a journal so that one that cannot be read holds up no other, and no trim. For implementers of
/// <see cref="ISeriesStore"/>.
/// </summary>
public static class ChunkFolds
{
    /// <summary>Folds each chunk, also if another one cannot be read, and then throws for the first that could not be.</summary>
    /// <typeparam name="TChunk">A chunk.</typeparam>
    /// <param name="chunks">The chunks.</param>
    /// <param name="fold">Folds a chunk and returns the number of entries.</param>
    /// <returns>The number of entries of all chunks.</returns>
    /// <exception cref="StoreException">A chunk could not be read, or the store failed.</exception>
    public static async ValueTask<long> EachAsync<TChunk>(IEnumerable<TChunk> chunks, Func<TChunk, ValueTask<long>> fold)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        ArgumentNullException.ThrowIfNull(fold);
        long folded = 0;
        StoreException? first = null;
        foreach (TChunk chunk in chunks)
        {
            try
            {
                folded += await fold(chunk).ConfigureAwait(false);
            }
            catch (StoreException e) when (!e.IsTransient)
            {
                first ??= e;
            }
        }

        Throw(first);
        return folded;
    }

    /// <summary>Folds and then trims, also if something could not be folded, for which it then throws.</summary>
    /// <param name="fold">Folds the journal.</param>
    /// <param name="trim">Trims, and returns the number of buckets that were removed.</param>
    /// <returns>The result of <paramref name="trim"/>.</returns>
    /// <exception cref="StoreException">A chunk could not be read, or the store failed.</exception>
    public static async ValueTask<long> ThenTrimAsync(Func<ValueTask<long>> fold, Func<ValueTask<long>> trim)
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(trim);
        StoreException? unreadable = null;
        try
        {
            await fold().ConfigureAwait(false);
        }
        catch (StoreException e) when (!e.IsTransient)
        {
            unreadable = e;
        }

        long removed = await trim().ConfigureAwait(false);
        Throw(unreadable);
        return removed;
    }

    private static void Throw(StoreException? e)
    {
        if (e is not null)
        {
            ExceptionDispatchInfo.Throw(e);
        }
    }
}
