using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The leases of one namespace of the file, by the clock of the machine that all its processes share.</summary>
internal sealed class SqliteLeaseStore(SqliteDatabase database, string storeNamespace, TimeProvider clock) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return database.WriteAsync((session, _) => Read(Bind(session, LeaseSql.Acquire, request), request.Name), cancellationToken);
    }

    public ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return database.WriteAsync(
            (session, _) => Read(Bind(session, LeaseSql.Renew, lease.Request).Bind("$token", lease.Token), lease.Request.Name),
            cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return database.WriteAsync(
            (session, _) => Bind(session, LeaseSql.Release, lease.Request.Name)
                .Bind("$owner", lease.Request.Owner)
                .Bind("$token", lease.Token)
                .ExecuteNonQuery() == 1,
            cancellationToken);
    }

    public ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken)
    {
        _ = new LeaseRequest(name, name, LeaseRequest.MinDuration); // follows the one rule for names
        return GetCoreAsync(name, cancellationToken);
    }

    private async ValueTask<Lease?> GetCoreAsync(string name, CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        return database.Read(session => Read(Bind(session, LeaseSql.Find, name), name));
    }

    /// <summary>The clock is read inside the transaction: waiting for one's turn must not make a lease longer than it is.</summary>
    private SqliteCommand Bind(SqliteSession session, string sql, string name) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$name", name)
        .Bind("$now", clock.GetUtcNow().ToUnixTimeMilliseconds());

    private SqliteCommand Bind(SqliteSession session, string sql, LeaseRequest request) => Bind(session, sql, request.Name)
        .Bind("$owner", request.Owner)
        .Bind("$duration", (long)request.Duration.TotalMilliseconds);

    private static Lease? Read(SqliteCommand command, string name)
    {
        using SqliteDataReader row = command.ExecuteReader();
        return row.Read()
            ? new Lease(
                new LeaseRequest(name, row.GetString(0), TimeSpan.FromMilliseconds(row.GetInt64(2))),
                row.GetInt64(1),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))
            : null;
    }
}
