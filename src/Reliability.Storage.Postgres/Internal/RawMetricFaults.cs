using System.Net.Sockets;
using Npgsql;
using static Npgsql.PostgresErrorCodes;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Converts the faults of a table of raw values into messages that state what the reader can do.</summary>
internal sealed class RawMetricFaults(string database, string table, RawMetricReaderOptions options)
{
    /// <summary>Converts a fault into a <see cref="StoreException"/>.</summary>
    public StoreException Of(Exception e)
    {
        (string what, bool isTransient) = e switch
        {
            PostgresException p => Of(p),
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => (
                "was not read in time; a statement is limited by "
                + $"{nameof(RawMetricReaderOptions)}.{nameof(RawMetricReaderOptions.CommandTimeout)} ({options.CommandTimeout}). An index "
                + $"on ({Columns()}) makes it fast", true),
            NpgsqlException { InnerException: SocketException } or SocketException =>
                ("cannot be reached; check that the server runs, its address and the network", true),
            NpgsqlException { InnerException: IOException } => ("broke the connection; the server may be restarting", true),
            _ => ("cannot be read", e is NpgsqlException { IsTransient: true }),
        };
        string detail = e is PostgresException server ? $"{server.SqlState}: {server.MessageText}" : e.Message;
        return new StoreException($"The table {table} of '{database}' {what}. ({detail})", isTransient, e);
    }

    private (string What, bool IsTransient) Of(PostgresException e) => e.SqlState switch
    {
        InvalidPassword or InvalidAuthorizationSpecification => ("is closed to this user; check the user and the password", false),
        InvalidCatalogName => ("is in a database that does not exist", false),
        UndefinedTable or InvalidSchemaName => (
            $"does not exist; set {nameof(RawMetricReaderOptions.Schema)} and {nameof(RawMetricReaderOptions.Table)} to the names of the "
            + "table of values",
            false),
        UndefinedColumn => ($"lacks a column; the options name {Columns()} and {Identifier.Quote(options.ValueColumn)}", false),
        InsufficientPrivilege => ("is not readable for this role; GRANT SELECT on it, and USAGE on its schema", false),
        UndefinedFunction or CannotCoerce or InvalidTextRepresentation or InvalidDatetimeFormat => (
            "has a column of another type than the options say: service and metric are texts, the timestamp is a time, and the value is a "
            + "number",
            false),
        NumericValueOutOfRange => ("holds a value outside the range of a double", false),
        QueryCanceled => ("was not read, because the server canceled the statement (statement_timeout, or an administrator)", true),
        AdminShutdown or CrashShutdown or CannotConnectNow => ("is on a server that is shutting down or starting", true),
        _ => ("cannot be read", e.IsTransient),
    };

    private string Columns() => string.Join(
        ", ",
        ((string?[])[options.ServiceColumn, options.MetricColumn, options.TimestampColumn]).OfType<string>().Select(Identifier.Quote));
}
