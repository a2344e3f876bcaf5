using System.Data;
using System.Globalization;
using Npgsql;
using Reliability.Common.Internal;
using Reliability.Storage.Postgres.Internal;
using Reliability.Trends;

namespace Reliability.Storage.Postgres;

/// <summary>
/// Reads the hours or days of a metric from a table of an application that holds one value in a row: service, metric, timestamp and value.
/// </summary>
/// <remarks>
/// <para>The server computes every figure (<c>percentile_cont</c>), so that one row for each hour or day is sent. An index on service,
/// metric and timestamp, in this order, is all that it needs. Everything runs in a transaction that can only read.</para>
/// <para>The class is safe for concurrent use. The constructor does not connect. Disposing it closes the connections that it opened, and
/// none that the application provided.</para>
/// </remarks>
public sealed class RawMetricReader : IAsyncDisposable, IDisposable
{
    /// <summary>The number of days whose hours show the pattern of a day, as of metrics in a store.</summary>
    private const int HoursOfDays = 28;

    private readonly RawMetricReaderOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly RawMetricSql _sql;
    private readonly RawMetricFaults _faults;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="RawMetricReader"/> class.</summary>
    /// <param name="options">The options. Later changes have no effect.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    public RawMetricReader(RawMetricReaderOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] faults = [.. options.Faults()];
        if (faults.Length > 0)
        {
            throw new ArgumentException(
                string.Join(" ", faults.Select(fault => $"{nameof(RawMetricReaderOptions)}.{fault}")), nameof(options));
        }

        _options = options.Copy();
        _source = _options.DataSource ?? PostgresDatabase.Open(_options.ConnectionString!);
        _sql = new RawMetricSql(_options);
        _faults = new RawMetricFaults(ConnectionText.Describe(_source.ConnectionString, _options.Schema), _sql.Table, _options);
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Reads the hours or days of a metric, for <see cref="Trend.Analyze"/>.</summary>
    /// <remarks>
    /// Rows whose value or time is missing, or whose value is not finite, are dropped and counted (<see cref="TrendSeries.DroppedCount"/>).
    /// A name that no row has gives no points, and <see cref="TrendSeries.EmptyReason"/> lists the names that rows have.
    /// </remarks>
    /// <param name="metric">The metric. Its figure is that of the points.</param>
    /// <param name="query">The days, their time zone and the names in the table, or <see langword="null"/> for 90 days in UTC.</param>
    /// <param name="cancellationToken">Cancels the operation, and the statement on the server.</param>
    /// <exception cref="ArgumentException">
    /// The metric analyzes a share of good events, which a value does not have, or a name cannot be stored in PostgreSQL.
    /// </exception>
    /// <exception cref="StoreException">The table could not be read.</exception>
    public async ValueTask<TrendSeries> ReadAsync(
        MetricDefinition metric, RawMetricQuery? query = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        query ??= new RawMetricQuery();
        if (metric.AnalyzedFigure == MetricFigure.GoodShare)
        {
            throw new ArgumentException(
                $"Metric '{metric.Name}' analyzes a share of good events, which values do not have; analyze another figure.",
                nameof(metric));
        }

        string name = RequireText(query.Metric ?? metric.Name, nameof(query));
        string service = RequireText(query.Service ?? metric.Service, nameof(query));
        bool isRetry = false;
        while (true)
        {
            try
            {
                return await ReadAsync(name, service, metric.AnalyzedFigure, query, cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException e) when (!isRetry && PostgresFaults.IsBrokenConnection(e))
            {
                // A pooled connection that a restart of the server has broken. The idle ones are probably broken as well.
                _source.Clear();
                isRetry = true;
            }
            catch (Exception e) when (PostgresFaults.IsFault(e))
            {
                throw _faults.Of(e);
            }
        }
    }

    /// <summary>
    /// Closes the connections that the reader opened. Connections that the application provided stay open.
    /// Nothing is pending: it only reads.
    /// </summary>
    public void Dispose()
    {
        if (_options.DataSource is null)
        {
            _source.Dispose();
        }
    }

    /// <summary>
    /// Closes the connections that the reader opened. Connections that the application provided stay open.
    /// Nothing is pending: it only reads.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_options.DataSource is null)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string RequireText(string text, string parameter) => Identifier.IsText(text)
        ? text
        : throw new ArgumentException(
            Check.Rejection(text, "a text that PostgreSQL can store: valid Unicode without a null character"), parameter);

    private static int AddDropped(int sum, long count) => (int)Math.Min(int.MaxValue, sum + count);

    private async ValueTask<TrendSeries> ReadAsync(
        string name, string service, MetricFigure figure, RawMetricQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset until = query.Until ?? _timeProvider.GetUtcNow();
        NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            NpgsqlTransaction transaction =
                await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await ExecuteAsync(connection, RawMetricSql.Prepare, cancellationToken).ConfigureAwait(false);
                var bounds = RawBounds.Of(query.Resolution, query.Days, until, query.Zone);
                List<RawBucket> buckets =
                    await BucketsAsync(connection, name, service, bounds, cancellationToken).ConfigureAwait(false);
                List<TrendPoint> hours = [];
                if (query.Resolution == SeriesResolution.Day && buckets.Count > 0)
                {
                    var hourly = RawBounds.Of(SeriesResolution.Hour, Math.Min(query.Days, HoursOfDays), until, query.Zone);
                    hours = Points(
                        await BucketsAsync(connection, name, service, hourly, cancellationToken).ConfigureAwait(false), hourly, figure);
                }

                using NpgsqlCommand withoutTime = Command(_sql.WithoutTime).With(name).With(service);
                List<long> timeless = await PostgresDatabase.AllAsync(
                    connection, withoutTime, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
                List<TrendPoint> points = Points(buckets, bounds, figure);
                return new TrendSeries
                {
                    Points = points,
                    Resolution = query.Resolution,
                    Hours = hours,
                    Zone = query.Zone,
                    DroppedCount = AddDropped(buckets.Aggregate(0, (sum, bucket) => AddDropped(sum, bucket.Dropped)), timeless[0]),
                    EmptyReason = points.Count > 0
                        ? null
                        : await EmptyReasonAsync(connection, name, service, bounds, cancellationToken).ConfigureAwait(false),
                };
            }
        }
    }

    private static List<TrendPoint> Points(List<RawBucket> buckets, RawBounds bounds, MetricFigure figure) =>
        [.. buckets.Where(bucket => bucket.Count > 0).Select(bucket => bucket.ToPoint(bounds.Starts[bucket.Number - 1], figure))];

    private async ValueTask<List<RawBucket>> BucketsAsync(
        NpgsqlConnection connection, string name, string service, RawBounds bounds, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command =
            Command(_sql.Buckets).With(name).With(service).With(bounds.Starts[0]).With(bounds.End).With(bounds.Starts);
        return await PostgresDatabase.AllAsync(connection, command, RawBucket.Read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns why there are no points. It ends the transaction if it takes too long, and must be the last statement.</summary>
    private async ValueTask<string> EmptyReasonAsync(
        NpgsqlConnection connection, string name, string service, RawBounds bounds, CancellationToken cancellationToken)
    {
        string ofService = _options.ServiceColumn is null ? string.Empty : $" of service '{Names.Shorten(service)}'";
        using NpgsqlCommand exists = Command(_sql.Exists).With(name).With(service);
        if ((await PostgresDatabase.AllAsync(connection, exists, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0])
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The table {_sql.Table} has rows of metric '{Names.Shorten(name)}'{ofService}, but none with a finite value from "
                + $"{bounds.Starts[0]:yyyy-MM-dd HH:mm} to {bounds.End:yyyy-MM-dd HH:mm} UTC.");
        }

        string missing = $"The table {_sql.Table} has no row of metric '{Names.Shorten(name)}'{ofService}.";
        try
        {
            await ExecuteAsync(connection, RawMetricSql.BoundSearch, cancellationToken).ConfigureAwait(false);
            using NpgsqlCommand command = Command(_sql.MetricNames).With(service);
            List<string> names = await PostgresDatabase.AllAsync(
                connection, command, row => Names.Shorten(row.GetString(0)), cancellationToken).ConfigureAwait(false);
            return $"{missing} Its metrics{ofService} are: {Names.Nearest(name, names)}.";
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            return missing;
        }
    }

    private async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Command(sql);
        command.Connection = connection;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(string sql) => new(sql) { CommandTimeout = (int)Math.Ceiling(_options.CommandTimeout.TotalSeconds) };
}
