using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Converts the faults of one file into messages that state what the reader can do.</summary>
internal sealed class SqliteFaults(string path, TimeSpan busyTimeout)
{
    private const string ReadOnlyText = "is read-only; give this user the right to write the file and its folder";
    private const string MovedText = "was moved or deleted while it was open; put it back, or restart to create a new file";

    public static bool IsBusy(SqliteException e) => e.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED;

    public StoreException Of(SqliteException e)
    {
        (string what, bool transient) = e.SqliteErrorCode switch
        {
            SQLITE_BUSY or SQLITE_LOCKED => (
                $"is locked by another process for longer than the busy timeout of {busyTimeout} "
                + $"({nameof(SqliteStoreOptions)}.{nameof(SqliteStoreOptions.BusyTimeout)}); find the process that holds it, or increase "
                + "the timeout",
                true),
            SQLITE_FULL => ("cannot grow because the disk is full; free some space", true),
            SQLITE_READONLY when e.SqliteExtendedErrorCode == SQLITE_READONLY_DBMOVED => (MovedText, false),
            SQLITE_READONLY => (ReadOnlyText, false),
            SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_AUTH => (
                "cannot be opened; check that this user may read and write the file and its folder, where SQLite keeps "
                + "the companion files '-wal' and '-shm'", false),
            SQLITE_NOTADB => ("is not a SQLite database; choose another path, or move that file away", false),
            SQLITE_CORRUPT => (
                "is damaged; restore a backup, or move it away together with its '-wal' and '-shm' to start with a new file", false),
            SQLITE_IOERR => ("could not be read or written by the operating system; check the disk, and that it is a local one", false),
            _ => ("rejected a statement of this library", false),
        };
        return new StoreException($"The SQLite store '{path}' {what}. ({e.Message})", transient, e);
    }

    public StoreException Directory() => Rejection("is a directory; the path must name a file");

    public StoreException MissingFolder(string folder) =>
        Rejection($"cannot be created because the folder '{folder}' does not exist; create it first");

    public StoreException Moved() => Rejection(MovedText);

    public StoreException ReadOnly() => Rejection(ReadOnlyText);

    public StoreException Foreign() =>
        Rejection("belongs to another application and was not changed; choose a separate path for the store");

    public StoreException Earlier() => Rejection(
        "was written by an earlier preview of Reliability SDK, which this version cannot read; start with a new file, or delete it "
        + "together with its '-wal' and '-shm'");

    public StoreException Newer(long found, int known) => Rejection(
        $"has schema version {found}, and this library knows versions up to {known}; update the library, or choose another path");

    public StoreException NoWriteAheadLog(string mode) => Rejection(
        $"cannot use a write-ahead log (its journal mode stays '{mode}'); move it to a local disk, because a network drive is not "
        + "supported");

    /// <summary>Returns the exception for a failure of SQLite or for data that cannot be read; null for any other exception.</summary>
    public StoreException? TryConvert(Exception e) => e switch
    {
        SqliteException failure => Of(failure),
        FormatException => Damaged("a sketch", e),
        ArgumentOutOfRangeException => Damaged("a bucket", e),
        _ => null,
    };

    private StoreException Damaged(string what, Exception e) =>
        new(
            $"The SQLite store '{path}' holds {what} that cannot be read. If a later version of this library wrote it, update this "
            + $"one; otherwise, restore a backup. ({e.Message})",
            isTransient: false,
            e);

    private StoreException Rejection(string what) => new($"The SQLite store '{path}' {what}.", isTransient: false);
}
