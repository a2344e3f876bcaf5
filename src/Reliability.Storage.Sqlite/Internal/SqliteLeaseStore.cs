using Microsoft.Data.Sqlite;
using Reliability.Common.Internal;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// Stores leases by the time of SQLite, which is read while the file is locked. It does not use the clock of an application.
/// </summary>
internal sealed class SqliteLeaseStore(SqliteDatabase database, string storeNamespace) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken) =>
        AcquireCoreAsync(Check.Copy(requests), cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
        DecideAsync(Check.Copy(leases), (_, _) => { }, Renew, cancellationToken);

    public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
        DecideAsync(Check.Copy(leases), (_, _) => { }, Release, cancellationToken);

    public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken)
    {
        _ = new LeaseId(service, service); // Applies the rule for names.
        return database.ReadAsync(
            session =>
            {
                var leases = new List<Lease>();
                long now = 0;
                using SqliteDataReader row = session.Prepared(LeaseSql.List)
                    .Bind("$namespace", storeNamespace)
                    .Bind("$service", service)
                    .ExecuteReader();
                while (row.Read())
                {
                    now = row.GetInt64(0);
                    if (!row.IsDBNull(1))
                    {
                        leases.Add(Read(service, row));
                    }
                }

                return new LeaseSnapshot { At = DateTimeOffset.FromUnixTimeMilliseconds(now), Leases = leases };
            },
            cancellationToken);
    }

    private static Lease Read(string service, SqliteDataReader row) => new()
    {
        Request = new LeaseRequest(new LeaseId(service, row.GetString(1)), row.GetString(2), TimeSpan.FromMilliseconds(row.GetInt64(4))),
        Token = row.GetInt64(3),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
    };

    private static long Now(SqliteSession session) => session.Prepared(LeaseSql.Now).Number()!.Value;

    private static long Duration(LeaseRequest request) => request.Duration.Ticks / TimeSpan.TicksPerMillisecond;

    private static DateTimeOffset Expiry(LeaseRequest request, long now) =>
        DateTimeOffset.FromUnixTimeMilliseconds(now + Duration(request));

    /// <summary>Processes each item by the time at which the file was locked.</summary>
    private ValueTask<IReadOnlyList<TResult>> DecideAsync<TItem, TResult>(
        TItem[] items,
        Action<SqliteSession, long> prepare,
        Func<SqliteSession, TItem, long, TResult> decide,
        CancellationToken cancellationToken) => database.WriteEachAsync<TItem, TResult>(
            items,
            session =>
            {
                long now = Now(session);
                prepare(session, now);
                return item => decide(session, item, now);
            },
            cancellationToken);

    /// <summary>Removes what has expired in the services of the requests, and then grants what is left free.</summary>
    private ValueTask<IReadOnlyList<Lease?>> AcquireCoreAsync(LeaseRequest[] requests, CancellationToken cancellationToken) =>
        DecideAsync(
            requests,
            (session, now) =>
            {
                foreach (string service in requests.Select(one => one.Id.Service).Distinct(StringComparer.Ordinal))
                {
                    session.Prepared(LeaseSql.Forget)
                        .Bind("$namespace", storeNamespace)
                        .Bind("$service", service)
                        .Bind("$now", now)
                        .ExecuteNonQuery();
                }
            },
            Acquire,
            cancellationToken);

    private Lease? Acquire(SqliteSession session, LeaseRequest request, long now)
    {
        long? token = Prepared(session, LeaseSql.Acquire, request, now).Bind("$duration", Duration(request)).Number();
        return token is { } granted ? new Lease { Request = request, Token = granted, ExpiresAt = Expiry(request, now) } : null;
    }

    private Lease? Renew(SqliteSession session, Lease lease, long now)
    {
        int renewed = Prepared(session, LeaseSql.Renew, lease.Request, now)
            .Bind("$token", lease.Token)
            .Bind("$duration", Duration(lease.Request))
            .ExecuteNonQuery();
        return renewed == 1 ? lease with { ExpiresAt = Expiry(lease.Request, now) } : null;
    }

    private bool Release(SqliteSession session, Lease lease, long now) =>
        Prepared(session, LeaseSql.Release, lease.Request, now).Bind("$token", lease.Token).ExecuteNonQuery() == 1;

    private SqliteCommand Prepared(SqliteSession session, string sql, LeaseRequest request, long now) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$service", request.Id.Service)
        .Bind("$job", request.Id.Job)
        .Bind("$owner", request.Owner)
        .Bind("$now", now);
}
