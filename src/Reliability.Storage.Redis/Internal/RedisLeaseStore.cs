using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>A lease is a hash that stays after its end, because its token must not come back. Time is the server's.</summary>
internal sealed class RedisLeaseStore(RedisConnection connection, KeyFactory keys) : ILeaseStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => connection.InitializeAsync(cancellationToken);

    public async ValueTask<Lease?> AcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string[] answer = await RunAsync(
            RedisScripts.LeaseAcquire, request.Name, [request.Owner, Milliseconds(request.Duration)], cancellationToken).ConfigureAwait(false);
        return answer is [] ? null : new Lease(request, Number(answer[0]), Time(answer[1]));
    }

    public async ValueTask<Lease?> RenewAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        string[] answer = await RenewAsync(lease, lease.Request.Duration, cancellationToken).ConfigureAwait(false);
        return answer is [] ? null : lease with { ExpiresAt = Time(answer[0]) };
    }

    public async ValueTask<bool> ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return await RenewAsync(lease, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is not [];
    }

    public async ValueTask<Lease?> GetAsync(string name, CancellationToken cancellationToken)
    {
        _ = new LeaseRequest(name, name, LeaseRequest.MaxDuration); // the one rule for names
        string[] answer = await RunAsync(RedisScripts.LeaseGet, name, [], cancellationToken).ConfigureAwait(false);
        return answer is [] ? null : new Lease(
            new LeaseRequest(name, answer[0], TimeSpan.FromMilliseconds(Number(answer[3]))), Number(answer[1]), Time(answer[2]));
    }

    private Task<string[]> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) => RunAsync(
        RedisScripts.LeaseRenew, lease.Request.Name, [lease.Request.Owner, lease.Token, Milliseconds(duration)], cancellationToken);

    private async Task<string[]> RunAsync(string script, string name, RedisValue[] values, CancellationToken cancellationToken) =>
        (string[])(await connection.ScriptAsync(script, [keys.Lease(name)], values, cancellationToken).ConfigureAwait(false))!;

    private static long Milliseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMillisecond;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Microseconds since 1970.</summary>
    private static DateTimeOffset Time(string text) => DateTimeOffset.UnixEpoch.AddTicks(Number(text) * TimeSpan.TicksPerMicrosecond);
}
