using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresLeaseStore(PostgresDatabase database) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return FindAsync(
            request.Name,
            database.Command(database.Sql.AcquireLease).With(request.Name).With(request.Owner).With(Milliseconds(request)),
            cancellationToken);
    }

    public ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return FindAsync(lease.Request.Name, Holder(database.Sql.RenewLease, lease).With(Milliseconds(lease.Request)), cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return ReleaseCoreAsync(lease, cancellationToken);
    }

    public ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken)
    {
        _ = new SeriesId(name, name); // the one rule for names
        return FindAsync(name, database.Command(database.Sql.GetLease).With(name), cancellationToken);
    }

    private static long Milliseconds(LeaseRequest request) => request.Duration.Ticks / TimeSpan.TicksPerMillisecond;

    private NpgsqlCommand Holder(string sql, Lease lease) =>
        database.Command(sql).With(lease.Request.Name).With(lease.Request.Owner).With(lease.Token);

    private async ValueTask<Lease?> FindAsync(string name, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command.ConfigureAwait(false))
        {
            return await database.FirstAsync(
                command,
                row => new Lease(
                    new LeaseRequest(name, row.GetString(0), TimeSpan.FromMilliseconds(row.GetInt64(3))),
                    row.GetInt64(1),
                    Timestamp.Read(row.GetDateTime(2))),
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> ReleaseCoreAsync(Lease lease, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Holder(database.Sql.ReleaseLease, lease);
        return await database.ExecuteAsync(command, isRepeatable: false, cancellationToken).ConfigureAwait(false) == 1;
    }
}
