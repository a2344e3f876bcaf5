using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Storefront;

/// <summary>The orders of the shop, in SQLite.</summary>
internal sealed class OrderBook(StorefrontOptions options)
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = options.Database }.ToString();

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "PRAGMA journal_mode = wal", cancellationToken).ConfigureAwait(false);
        await RunAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, product TEXT NOT NULL, quantity INTEGER NOT NULL)",
            cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<long> AddAsync(Order order, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO orders (product, quantity) VALUES ($product, $quantity) RETURNING id";
        insert.Parameters.AddWithValue("$product", order.Product);
        insert.Parameters.AddWithValue("$quantity", order.Quantity);
        return Convert.ToInt64(await insert.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
    }

    public async Task<bool> HasAsync(long id, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT 1 FROM orders WHERE id = $id";
        select.Parameters.AddWithValue("$id", id);
        return await select.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this class
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
