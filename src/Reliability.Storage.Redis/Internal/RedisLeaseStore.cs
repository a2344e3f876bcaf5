using System.Globalization;
using Reliability.Common.Internal;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Stores the leases of a service as a hash by job, together with the last token that the service gave, because tokens must not be reused.
/// The time is that of the server.
/// </summary>
internal sealed class RedisLeaseStore(RedisConnection connection, KeyFactory keys) : ILeaseStore
{
    private readonly ScriptBatch<LeaseRequest, Lease?> _acquisitions = new(
        connection,
        RedisScripts.LeaseAcquire,
        request => request.Id.Service,
        part => (
            [keys.Leases(part.Service)],
            [.. part.Items.SelectMany(one => (RedisValue[])[one.Id.Job, one.Owner, Milliseconds(one.Duration)])]),
        ReadAcquired)
    {
        NameOf = request => request.Id,
    };

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<Lease?>> AcquireAsync(IReadOnlyList<LeaseRequest> requests, CancellationToken cancellationToken)
    {
        Check.Items(requests);
        return await _acquisitions.RunAsync(requests, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<Lease?>> RenewAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        Check.Items(leases);
        DateTimeOffset?[] ends = await MoveEndsAsync(leases, lease => lease.Request.Duration, cancellationToken).ConfigureAwait(false);
        return [.. leases.Zip(ends, (lease, end) => end is { } time ? lease with { ExpiresAt = time } : null)];
    }

    public async ValueTask<IReadOnlyList<bool>> ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        Check.Items(leases);
        DateTimeOffset?[] ends = await MoveEndsAsync(leases, _ => TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return Array.ConvertAll(ends, end => end is not null);
    }

    public async ValueTask<LeaseSnapshot> ListAsync(string service, CancellationToken cancellationToken)
    {
        SeriesId.RequireName(service);
        RedisResult result = await connection.ScriptAsync(
            RedisScripts.LeaseList, [keys.Leases(service)], [], cancellationToken).ConfigureAwait(false);
        string[] answer = (string[])result!;
        return connection.Faults.Read(() => new LeaseSnapshot
        {
            At = Time(answer[0]),
            Leases =
            [
                .. answer.Skip(1).Chunk(5).Select(one => new Lease
                {
                    Request = new LeaseRequest(new LeaseId(service, one[0]), one[1], TimeSpan.FromMilliseconds(Number(one[4]))),
                    Token = Number(one[2]),
                    ExpiresAt = Time(one[3]),
                }),
            ],
        });
    }

    private static Lease?[] ReadAcquired(BatchPart<LeaseRequest> part, RedisResult result)
    {
        string[] answer = (string[])result!;
        return [.. part.Items.Zip(answer.Chunk(2), (request, one) => one[0] is "" ? null : new Lease
        {
            Request = request,
            Token = Number(one[0]),
            ExpiresAt = Time(one[1]),
        })];
    }

    private ValueTask<DateTimeOffset?[]> MoveEndsAsync(
        IReadOnlyList<Lease> leases, Func<Lease, TimeSpan> duration, CancellationToken cancellationToken)
    {
        var batch = new ScriptBatch<Lease, DateTimeOffset?>(
            connection,
            RedisScripts.LeaseRenew,
            lease => lease.Request.Id.Service,
            part => (
                [keys.Leases(part.Service)],
                [
                    .. part.Items.SelectMany(one => (RedisValue[])
                        [one.Request.Id.Job, one.Request.Owner, one.Token, Milliseconds(duration(one))]),
                ]),
            (_, result) => Array.ConvertAll((string[])result!, end => end is "" ? (DateTimeOffset?)null : Time(end)))
        {
            NameOf = lease => lease.Request.Id,
        };
        return batch.RunAsync(leases, cancellationToken);
    }

    private static long Milliseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMillisecond;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Microseconds since 1970.</summary>
    private static DateTimeOffset Time(string text) => DateTimeOffset.UnixEpoch.AddTicks(Number(text) * TimeSpan.TicksPerMicrosecond);
}
