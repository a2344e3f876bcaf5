using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>One file: a single writer behind a gate, and readers that never wait for the writer.</summary>
/// <remarks>
/// Waiting for another process is asynchronous and can be canceled; the busy handler of SQLite would block a thread of the pool. A failure
/// in a transaction closes the connection of the writer, and the next write opens another one.
/// </remarks>
internal sealed class SqliteDatabase(string path, TimeSpan busyTimeout) : IDisposable, IAsyncDisposable
{
    private const int MaxIdleReaders = 8;
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> _idleReaders = [];
    private SqliteSession? _writer;
    private volatile bool _isReady;
    private volatile bool _isDisposed;

    public SqliteFaults Faults { get; } = new(path, busyTimeout);

    /// <summary>Prepares the file for reading and writing, once.</summary>
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteStore));
        if (_isReady)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                await RetryWhileBusyAsync(Prepare, cancellationToken).ConfigureAwait(false);
                _isReady = true;
            }
        }
        catch (SqliteException e)
        {
            throw Faults.Of(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs work in one immediate transaction, which is rolled back if the work throws an exception.</summary>
    public async ValueTask<TResult> WriteAsync<TResult>(
        Func<SqliteSession, CancellationToken, TResult> work, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteStore));
            await RetryWhileBusyAsync(Begin, cancellationToken).ConfigureAwait(false);
            TResult result = work(_writer!, cancellationToken);
            _writer!.Execute("COMMIT");
            return result;
        }
        catch (Exception e)
        {
            _writer?.Abandon();
            _writer = null;
            if (Faults.TryConvert(e) is { } fault)
            {
                throw fault;
            }

            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads data without waiting.</summary>
    public async ValueTask<TResult> ReadAsync<TResult>(Func<SqliteSession, TResult> work, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        SqliteSession? session = null;
        try
        {
            session = Rent();
            TResult result = work(session);
            Return(session);
            return result;
        }
        catch (Exception e)
        {
            // Also ends a transaction that may be open.
            session?.Dispose();
            if (Faults.TryConvert(e) is { } fault)
            {
                throw fault;
            }

            throw;
        }
    }

    /// <summary>Processes each item of a list, in its order and in one transaction.</summary>
    /// <param name="items">The items. For an empty list, no transaction is begun.</param>
    /// <param name="begin">Called when the file is locked. Returns the function that processes an item.</param>
    /// <param name="cancellationToken">Cancels the operation, which then has no effect.</param>
    public async ValueTask<IReadOnlyList<TResult>> WriteEachAsync<TItem, TResult>(
        TItem[] items, Func<SqliteSession, Func<TItem, TResult>> begin, CancellationToken cancellationToken)
    {
        if (items.Length == 0)
        {
            await InitializeAsync(cancellationToken).ConfigureAwait(false);
            return [];
        }

        return await WriteAsync(
            (session, token) =>
            {
                Func<TItem, TResult> each = begin(session);
                return Array.ConvertAll(items, item =>
                {
                    token.ThrowIfCancellationRequested();
                    return each(item);
                });
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads data for each item of a list, in its order and in one snapshot.</summary>
    public async ValueTask<IReadOnlyList<TResult>> ReadEachAsync<TItem, TResult>(
        TItem[] items, Func<SqliteSession, TItem, TResult> read, CancellationToken cancellationToken) => await ReadAsync(
            session =>
            {
                session.Execute("BEGIN");
                TResult[] results = Array.ConvertAll(items, item =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return read(session, item);
                });
                session.Execute("COMMIT");
                return results;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Streams the rows of one statement, and therefore of one snapshot.</summary>
    public async IAsyncEnumerable<TRow> ReadRowsAsync<TRow>(
        Func<SqliteSession, SqliteCommand> select,
        Func<SqliteDataReader, TRow> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        using RowCursor<TRow> cursor = RowCursor<TRow>.Open(this, select, read);
        while (cursor.TryNext(out TRow row))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <summary>Returns a session for reading. The caller returns it with <see cref="Return"/>.</summary>
    public SqliteSession Rent()
    {
        if (_idleReaders.TryTake(out SqliteSession? reader))
        {
            return reader;
        }

        return new SqliteSession(path, SqliteOpenMode.ReadWrite, busyTimeout);
    }

    public void Return(SqliteSession reader)
    {
        if (_isDisposed || _idleReaders.Count >= MaxIdleReaders)
        {
            reader.Dispose();
            return;
        }

        _idleReaders.Add(reader);
        if (_isDisposed)
        {
            DisposeReaders();
        }
    }

    public void Dispose()
    {
        _gate.Wait();
        DisposeInsideGate();
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        DisposeInsideGate();
    }

    private void DisposeInsideGate()
    {
        // The gate stays usable: a caller that waits for it finds the database disposed and throws.
        _isDisposed = true;
        DisposeReaders();
        _writer?.Dispose();
        _writer = null;
        _gate.Release();
    }

    private void DisposeReaders()
    {
        while (_idleReaders.TryTake(out SqliteSession? reader))
        {
            reader.Dispose();
        }
    }

    private void Prepare()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(SqliteStore));
        if (Directory.Exists(path))
        {
            throw Faults.Directory();
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw Faults.MissingFolder(folder);
        }

        using var session = new SqliteSession(path, SqliteOpenMode.ReadWriteCreate, TimeSpan.Zero);
        SqliteSchema.CreateOrUpgrade(session, Faults);
    }

    private void Begin()
    {
        if (!File.Exists(path))
        {
            // The open connections would continue to write to a file that no process can reach.
            DisposeReaders();
            throw Faults.Moved();
        }

        _writer ??= new SqliteSession(path, SqliteOpenMode.ReadWrite, TimeSpan.Zero);
        _writer.Execute("BEGIN IMMEDIATE");
    }

    private async ValueTask RetryWhileBusyAsync(Action action, CancellationToken cancellationToken)
    {
        TimeProvider clock = TimeProvider.System; // Other processes hold the lock in real time.
        long started = clock.GetTimestamp();
        TimeSpan pause = TimeSpan.FromMilliseconds(1);
        while (true)
        {
            try
            {
                action();
                return;
            }
            catch (SqliteException e) when (SqliteFaults.IsBusy(e) && clock.GetElapsedTime(started) < busyTimeout)
            {
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }
    }
}
