using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Leases by the clock of the machine, which all who share the file share. It is read while the file is locked.</summary>
internal sealed class SqliteLeaseStore(SqliteDatabase database, string storeNamespace, TimeProvider clock) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return database.WriteAsync(
            (session, _) =>
            {
                long now = Now();
                long expiry = Expiry(request, now);
                long? token = Prepared(session, LeaseSql.Acquire, request, now)
                    .Bind("$duration", Duration(request))
                    .Bind("$expires_at", expiry)
                    .Number();
                return token is { } granted ? new Lease(request, granted, UnixTime.FromMicroseconds(expiry)) : null;
            },
            cancellationToken);
    }

    public ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return database.WriteAsync(
            (session, _) =>
            {
                long now = Now();
                long expiry = Expiry(lease.Request, now);
                int renewed = Prepared(session, LeaseSql.Renew, lease.Request, now)
                    .Bind("$token", lease.Token)
                    .Bind("$duration", Duration(lease.Request))
                    .Bind("$expires_at", expiry)
                    .ExecuteNonQuery();
                return renewed == 1 ? lease with { ExpiresAt = UnixTime.FromMicroseconds(expiry) } : null;
            },
            cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return database.WriteAsync(
            (session, _) => Prepared(session, LeaseSql.Release, lease.Request, Now()).Bind("$token", lease.Token).ExecuteNonQuery() == 1,
            cancellationToken);
    }

    public ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken)
    {
        _ = new LeaseRequest(name, name, LeaseRequest.MinDuration); // the one rule for names
        return database.ReadAsync(
            session =>
            {
                using SqliteDataReader row = session.Prepared(LeaseSql.Read)
                    .Bind("$namespace", storeNamespace)
                    .Bind("$name", name)
                    .Bind("$now", Now())
                    .ExecuteReader();
                return row.Read() ? Read(name, row) : null;
            },
            cancellationToken);
    }

    private static Lease Read(string name, SqliteDataReader row) => new(
        new LeaseRequest(name, row.GetString(0), TimeSpan.FromMilliseconds(row.GetInt64(2))),
        row.GetInt64(1),
        UnixTime.FromMicroseconds(row.GetInt64(3)));

    private static long Duration(LeaseRequest request) => request.Duration.Ticks / TimeSpan.TicksPerMillisecond;

    private static long Expiry(LeaseRequest request, long now) => now + (request.Duration.Ticks / TimeSpan.TicksPerMicrosecond);

    private long Now() => UnixTime.Microseconds(clock.GetUtcNow());

    private SqliteCommand Prepared(SqliteSession session, string sql, LeaseRequest request, long now) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$name", request.Name)
        .Bind("$owner", request.Owner)
        .Bind("$now", now);
}
