using System.Net.Sockets;
using Npgsql;
using static Npgsql.PostgresErrorCodes;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>
/// Converts the faults of one database into messages that state what the reader can do. Messages of Npgsql contain no secrets.
/// </summary>
internal sealed class PostgresFaults(string database, PostgresStoreOptions options)
{
    private string HowToCreate =>
        $"run the script of {nameof(PostgresSchema)}.{nameof(PostgresSchema.GetScript)}(\"{options.Schema}\") as a role that may "
        + $"create tables, or use {nameof(PostgresSchemaMode)}.{nameof(PostgresSchemaMode.CreateOrUpgrade)} as one";

    /// <summary>Returns the message for a schema that an earlier preview created.</summary>
    public static string EarlierPreview(string schema) =>
        "was written by an earlier preview of Reliability SDK, which this version cannot read; start with a new schema, or delete it "
        + $"(DROP SCHEMA {SchemaName.Quote(schema)} CASCADE)";

    /// <summary>Returns whether the connection broke, as pooled connections do when the server restarts.</summary>
    public static bool IsBrokenConnection(NpgsqlException e) =>
        e is PostgresException { SqlState: AdminShutdown or CrashShutdown }
            || e.InnerException is IOException and not { InnerException: TimeoutException };

    /// <summary>Returns whether the fault is in the database or the network.</summary>
    public static bool IsFault(Exception e) => e is NpgsqlException or SocketException or TimeoutException;

    /// <summary>Converts a fault into a <see cref="StoreException"/>.</summary>
    public StoreException Of(Exception e) => e switch
    {
        PostgresException p => Of(p),
        NpgsqlException { InnerException: TimeoutException } n => Fault(
            "did not answer in time; a statement is limited by "
            + $"{nameof(PostgresStoreOptions)}.{nameof(PostgresStoreOptions.CommandTimeout)} ({options.CommandTimeout}), "
            + "and connecting by the timeout of the connection string. Check the server for locks and load", isTransient: true, n),
        NpgsqlException { InnerException: SocketException } n =>
            Fault("cannot be reached; check that the server runs, its address and the network", isTransient: true, n),
        NpgsqlException { InnerException: IOException } n =>
            Fault("broke the connection; the server may be restarting", isTransient: true, n),
        SocketException s => Fault("cannot be reached; check that the server runs, its address and the network", isTransient: true, s),
        TimeoutException t => Fault(
            "did not answer in time; check that the server runs, its address and the network", isTransient: true, t),
        _ => Fault("cannot be used", e is NpgsqlException { IsTransient: true }, e),
    };

    public StoreException Encoding(string encoding) => Rejection(
        $"has the encoding {encoding}, which cannot store every name; create a database with ENCODING 'UTF8'");

    public StoreException Newer(int found, int minReader, int known) => Rejection(
        $"has schema version {found}, which needs a library that knows version {minReader} or later; this library knows versions up to "
        + $"{known}. Update the library, or choose another schema");

    public StoreException Earlier() => Rejection(EarlierPreview(options.Schema));

    public StoreException OtherScript(int version) => Rejection(
        $"was created by a different script of version {version} than that of this library (see checksum in schema_version): a script of a "
        + "pre-release, or an edited one. Choose another schema and copy the data that you need, or create this schema again");

    public StoreException Missing(int found, IReadOnlyCollection<string> missing) => Rejection(
        $"has schema version {found} of {PostgresSchema.Version} and lacks "
        + $"{(missing.Count == 0 ? "its latest scripts" : string.Join("; ", missing))}. Grant the rights; if tables are missing, "
        + $"{HowToCreate}");

    /// <summary>Returns the exception for a denied right. It names the right if it is one that the store needs.</summary>
    public StoreException Denied(PostgresException e, IReadOnlyCollection<string> missing) =>
        missing.Count == 0
            ? Of(e)
            : Fault(
                $"denied this role rights that it needs: {string.Join("; ", missing)}. Grant them, or {HowToCreate}",
                isTransient: false,
                e);

    public StoreException MayNotCreate(PostgresException e) => Fault(
        $"may not be created or upgraded to schema version {PostgresSchema.Version} by this role; {HowToCreate}", isTransient: false, e);

    public StoreException Damaged(FormatException e) =>
        Fault(
        "holds a sketch that cannot be read; if a later version of this library wrote it, update this one, otherwise restore a backup",
        isTransient: false,
        e);

    public StoreException Damaged(ArgumentException e) =>
        Fault("holds a bucket that cannot be read; restore a backup", isTransient: false, e);

    private StoreException Of(PostgresException e)
    {
        (string what, bool isTransient) = e.SqlState switch
        {
            InvalidPassword or InvalidAuthorizationSpecification => (
                "rejected the user or the password; check both in the connection string, and the server's pg_hba.conf", false),
            InvalidCatalogName => ("does not exist; create the database, or name another", false),
            InsufficientPrivilege => ($"denied a right to this role; grant it, or {HowToCreate}", false),
            UndefinedTable or UndefinedFunction or UndefinedColumn or InvalidSchemaName =>
                ($"lacks tables of this library; {HowToCreate}", false),
            DuplicateTable or DuplicateFunction or DuplicateObject => (
                "contains tables of another application and was not changed; choose a separate schema for the store", false),
            DiskFull => ("cannot grow because the server's disk is full; free some space", true),
            TooManyConnections => ("has no free connection; raise max_connections, or bound the pools (Maximum Pool Size)", true),
            ReadOnlySqlTransaction =>
                ("is read-only; connect to the primary (Target Session Attributes=primary), if this is a standby", true),
            LockNotAvailable => ("is locked by another session; find the session that holds the lock", true),
            QueryCanceled => ("canceled the statement, because it took too long (statement_timeout) or an administrator canceled it", true),
            AdminShutdown or CrashShutdown or CannotConnectNow => ("is shutting down or starting", true),
            _ => ("rejected a statement of this library", e.IsTransient || IsTransientClass(e.SqlState)),
        };
        return new StoreException($"The PostgreSQL store '{database}' {what}. ({e.SqlState}: {e.MessageText})", isTransient, e);
    }

    /// <summary>
    /// Returns whether the class is a lost connection, a lack of resources, a conflict between transactions or an action of an operator.
    /// </summary>
    private static bool IsTransientClass(string sqlState) => sqlState[..2] is "08" or "53" or "40" or "55";

    private StoreException Rejection(string what) => new($"The PostgreSQL store '{database}' {what}.", isTransient: false);

    private StoreException Fault(string what, bool isTransient, Exception e) =>
        new($"The PostgreSQL store '{database}' {what}. ({e.Message})", isTransient, e);
}
