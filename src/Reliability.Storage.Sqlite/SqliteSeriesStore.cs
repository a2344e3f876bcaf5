using System.Runtime.CompilerServices;
using Reliability.Storage.Sqlite.Internal;

namespace Reliability.Storage.Sqlite;

/// <summary>A series store in one SQLite file, shared by any number of processes of one machine.</summary>
/// <remarks>
/// <para>The file keeps a write-ahead log with <c>synchronous = NORMAL</c>. Once <see cref="AppendAsync"/> has returned, a
/// crash of the process loses nothing. A crash of the machine, or a power cut, may lose the last batches before it; each
/// is lost together with its sequence, so that the file stays consistent and a producer that sends them again is not
/// refused.</para>
/// <para>Writers take turns: within the process behind a gate, between processes by SQLite's own lock, for which a
/// call waits up to <see cref="SqliteStoreOptions.BusyTimeout"/> without holding a thread. Readers wait for nobody and
/// see the file as it was when they began. An enumeration that is kept open for long keeps the log from being
/// shortened.</para>
/// <para>SQLite has no asynchronous input or output. Apart from waiting, calls complete before they return.</para>
/// <para>Safe for concurrent use. Dispose it to close the file; the constructor does not open it.</para>
/// </remarks>
public sealed class SqliteSeriesStore : ISeriesStore, IAsyncDisposable, IDisposable
{
    private const int TrimChunk = 4096;

    private readonly SqliteDatabase _database;
    private readonly string _namespace;

    /// <summary>Creates a store; the file is opened at first use or by <see cref="InitializeAsync"/>.</summary>
    /// <param name="options">Where the data is. Read now: later changes have no effect.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public SqliteSeriesStore(SqliteStoreOptions options)
    {
        SqliteStoreOptions.RequireValid(options);
        _database = new SqliteDatabase(Path.GetFullPath(options.Path), options.BusyTimeout);
        _namespace = options.Namespace;
    }

    /// <summary>For tests that need to get at the file through the store's own connections.</summary>
    internal SqliteDatabase Database => _database;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask<AppendOutcome> AppendAsync(SeriesBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return _database.WriteAsync((session, token) => SeriesAppend.Run(session, _namespace, batch, token), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public IAsyncEnumerable<SeriesBucket> ReadAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadCoreAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A name is illegal.</exception>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public ValueTask<long> GetLastSequenceAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        _ = new SeriesId(service, producerId); // both follow the one rule for names
        return GetLastSequenceCoreAsync(service, producerId, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The store was disposed.</exception>
    public async ValueTask<long> TrimAsync(SeriesRetention retention, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(retention);
        long oldestMinute = UnixTime.OldestKeptStart(SeriesResolution.Minute, retention.Minutes, now);
        long oldestHour = UnixTime.OldestKeptStart(SeriesResolution.Hour, retention.Hours, now);
        long removed = await TrimTierAsync(SeriesResolution.Minute, oldestMinute, cancellationToken).ConfigureAwait(false)
            + await TrimTierAsync(SeriesResolution.Hour, oldestHour, cancellationToken).ConfigureAwait(false);
        await _database.WriteAsync(
            (session, _) => session.Prepared(SeriesSql.TrimProducers)
                .Bind("$namespace", _namespace)
                .Bind("$start", oldestHour)
                .ExecuteNonQuery(),
            cancellationToken).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Closes the file. Enumerations that are still open close their part when they end.</summary>
    public void Dispose() => _database.Dispose();

    /// <summary>Closes the file, after the write that is under way. Enumerations that are still open close their part when they end.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async IAsyncEnumerable<SeriesBucket> ReadCoreAsync(
        SeriesQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        using BucketCursor cursor = BucketCursor.Open(_database, _namespace, query);
        while (cursor.TryNext(out SeriesBucket bucket))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return bucket;
        }
    }

    private async ValueTask<long> GetLastSequenceCoreAsync(string service, string producerId, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return _database.Read(session => session.Prepared(SeriesSql.ReadSequence)
            .Bind("$namespace", _namespace)
            .Bind("$service", service)
            .Bind("$producer", producerId)
            .Number() ?? 0);
    }

    /// <summary>Removes the old buckets of a tier, a bounded number in each transaction so that writers get their turn.</summary>
    private async ValueTask<long> TrimTierAsync(SeriesResolution tier, long oldestStart, CancellationToken cancellationToken)
    {
        long total = 0;
        int removed;
        do
        {
            removed = await _database.WriteAsync(
                (session, _) => session.Prepared(SeriesSql.TrimBuckets)
                    .Bind("$namespace", _namespace)
                    .Bind("$tier", (int)tier)
                    .Bind("$start", oldestStart)
                    .Bind("$limit", TrimChunk)
                    .ExecuteNonQuery(),
                cancellationToken).ConfigureAwait(false);
            total += removed;
        }
        while (removed == TrimChunk);

        return total;
    }
}
