using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Reads rows. Faults are thrown as <see cref="StoreException"/>.</summary>
internal sealed class RowReader(NpgsqlDataReader rows, PostgresFaults faults) : IAsyncDisposable
{
    public async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsFault(e))
        {
            throw faults.Of(e);
        }
    }

    public T Map<T>(Func<NpgsqlDataReader, T> map)
    {
        try
        {
            return map(rows);
        }
        catch (FormatException e)
        {
            throw faults.Damaged(e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw faults.Damaged(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await rows.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsFault(e))
        {
            throw faults.Of(e);
        }
    }
}
