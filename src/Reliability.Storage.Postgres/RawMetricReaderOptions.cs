using Npgsql;
using Reliability.Storage.Postgres.Internal;

namespace Reliability.Storage.Postgres;

/// <summary>Options of a reader of raw values: how it connects, and the names of the table and its columns.</summary>
/// <remarks>
/// A name is used as it is, in quotes, and not as SQL: upper and lower case differ, and a name in quotes or a dot needs no escape. It has 1
/// to 63 bytes of UTF-8.
/// </remarks>
public sealed class RawMetricReaderOptions
{
    /// <summary>Gets or sets the connection string of Npgsql. The reader opens and closes its own connections.</summary>
    /// <value>Required, unless <see cref="DataSource"/> is set.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Gets or sets a data source that belongs to the application. The reader uses its connections and never disposes it.
    /// </summary>
    /// <value>Default: none. A data source that <see cref="NpgsqlSlimDataSourceBuilder"/> builds must have arrays enabled
    /// (<c>EnableArrays</c>).</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>Gets or sets the schema of the table.</summary>
    /// <value>Default: <c>public</c>.</value>
    public string Schema { get; set; } = "public";

    /// <summary>Gets or sets the table, or a view. Every row is one value.</summary>
    /// <value>Default: <c>metrics</c>.</value>
    public string Table { get; set; } = "metrics";

    /// <summary>Gets or sets the text column of the service that a value belongs to.</summary>
    /// <value>Default: <c>service</c>. <see langword="null"/> if the table has no such column.</value>
    public string? ServiceColumn { get; set; } = "service";

    /// <summary>Gets or sets the text column of the name of the metric.</summary>
    /// <value>Default: <c>metric</c>.</value>
    public string MetricColumn { get; set; } = "metric";

    /// <summary>Gets or sets the column of the time of a value.</summary>
    /// <value>Default: <c>timestamp</c>. A <c>timestamp without time zone</c> and a <c>date</c> are in UTC.</value>
    public string TimestampColumn { get; set; } = "timestamp";

    /// <summary>Gets or sets the column of the value, of any numeric type.</summary>
    /// <value>Default: <c>value</c>.</value>
    public string ValueColumn { get; set; } = "value";

    /// <summary>Gets or sets how long a statement may take before the call fails.</summary>
    /// <value><see cref="PostgresStoreOptions.MinCommandTimeout"/> to <see cref="PostgresStoreOptions.MaxCommandTimeout"/>, rounded up to
    /// whole seconds. Default: 30 seconds.</value>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    internal RawMetricReaderOptions Copy() => (RawMetricReaderOptions)MemberwiseClone();

    /// <summary>Returns the problems of the options, each a sentence that begins with the name of a setting.</summary>
    internal IEnumerable<string> Faults()
    {
        if ((ConnectionString is null) == (DataSource is null))
        {
            yield return $"{nameof(ConnectionString)} or {nameof(DataSource)} must be set, and not both.";
        }
        else if (ConnectionString is not null && ConnectionText.Fault(ConnectionString) is { } source)
        {
            yield return $"{nameof(ConnectionString)} {source}";
        }

        (string Setting, string? Name)[] names =
        [
            (nameof(Schema), Schema),
            (nameof(Table), Table),
            .. ServiceColumn is null ? ((string, string?)[])[] : [(nameof(ServiceColumn), ServiceColumn)],
            (nameof(MetricColumn), MetricColumn),
            (nameof(TimestampColumn), TimestampColumn),
            (nameof(ValueColumn), ValueColumn),
        ];
        foreach ((string setting, string? name) in names)
        {
            if (Identifier.Fault(name) is { } fault)
            {
                yield return $"{setting} {fault}";
            }
        }

        if (CommandTimeout < PostgresStoreOptions.MinCommandTimeout || CommandTimeout > PostgresStoreOptions.MaxCommandTimeout)
        {
            yield return $"{nameof(CommandTimeout)} must be from {PostgresStoreOptions.MinCommandTimeout} to "
                + $"{PostgresStoreOptions.MaxCommandTimeout}; it is {CommandTimeout}.";
        }
    }
}
