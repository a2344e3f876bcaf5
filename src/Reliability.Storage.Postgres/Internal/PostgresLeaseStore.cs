using Npgsql;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresLeaseStore(PostgresDatabase database) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> AcquireAsync(
        IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken) => GrantAsync(
        Check.Copy(requests),
        request => request,
        part => Jobs(database.Sql.AcquireLeases, part, request => request).With(part.Column(Milliseconds)),
        cancellationToken);

    public ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) => GrantAsync(
        Check.Copy(leases),
        lease => lease.Request,
        part => Holders(database.Sql.RenewLeases, part).With(part.Column(lease => Milliseconds(lease.Request))),
        cancellationToken);

    public ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken) =>
        ReleaseCoreAsync(Check.Copy(leases), cancellationToken);

    public ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        return ListCoreAsync(service, cancellationToken);
    }

    private static long Milliseconds(LeaseRequest request) => request.Duration.Ticks / TimeSpan.TicksPerMillisecond;

    private NpgsqlCommand Jobs<T>(string sql, ArraySegment<T> part, Func<T, LeaseRequest> request) => database.Command(sql)
        .With(part.Column(item => request(item).Id.Service))
        .With(part.Column(item => request(item).Id.Job))
        .With(part.Column(item => request(item).Owner));

    private NpgsqlCommand Holders(string sql, ArraySegment<Lease> part) =>
        Jobs(sql, part, lease => lease.Request).With(part.Column(lease => lease.Token));

    private async ValueTask<IReadOnlyList<Lease?>> GrantAsync<T>(
        T[] items, Func<T, LeaseRequest> request, Func<ArraySegment<T>, NpgsqlCommand> statement, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var leases = new List<Lease?>(items.Length);
        foreach (ArraySegment<T> part in Batch.Parts(items))
        {
            using NpgsqlCommand command = statement(part);
            List<(long Token, DateTimeOffset ExpiresAt)?> granted = await database.AllAsync(
                command,
                row => row.IsDBNull(0) ? ((long, DateTimeOffset)?)null : (row.GetInt64(0), Timestamp.Read(row.GetDateTime(1))),
                isRepeatable: true,
                cancellationToken).ConfigureAwait(false);
            leases.AddRange(part.Zip(granted, (item, one) => one is { } lease ? new Lease
            {
                Request = request(item),
                Token = lease.Token,
                ExpiresAt = lease.ExpiresAt,
            } : null));
        }

        return leases;
    }

    private async ValueTask<IReadOnlyList<bool>> ReleaseCoreAsync(Lease[] leases, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var released = new List<bool>(leases.Length);
        foreach (ArraySegment<Lease> part in Batch.Parts(leases))
        {
            using NpgsqlCommand command = Holders(database.Sql.ReleaseLeases, part);
            released.AddRange(await database.AllAsync(
                command, row => row.GetBoolean(0), isRepeatable: false, cancellationToken).ConfigureAwait(false));
        }

        return released;
    }

    private async ValueTask<LeaseSnapshot> ListCoreAsync(string service, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = database.Command(database.Sql.ListLeases).With(service);
        List<(DateTimeOffset At, Lease? Lease)> rows = await database.AllAsync(
            command, row => (Timestamp.Read(row.GetDateTime(0)), InForce(service, row)), isRepeatable: true,
            cancellationToken).ConfigureAwait(false);
        return new LeaseSnapshot { At = rows[0].At, Leases = [.. rows.Select(row => row.Lease).OfType<Lease>()] };
    }

    private static Lease? InForce(string service, NpgsqlDataReader row) => row.IsDBNull(1)
        ? null
        : new Lease
        {
            Request = new LeaseRequest(
                new LeaseId(service, row.GetString(1)), row.GetString(2), TimeSpan.FromMilliseconds(row.GetInt64(5))),
            Token = row.GetInt64(3),
            ExpiresAt = Timestamp.Read(row.GetDateTime(4)),
        };
}
