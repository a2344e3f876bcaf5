using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The day tiers of services, which depend on their time zones. A zone does not change while its service has data, so it is read once for
/// each session of the connection, and again after a minute, in case the server was flushed in the meantime.
/// </summary>
internal sealed class DayTiers(RedisConnection connection, KeyFactory keys)
{
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (TierLayout Tier, int Session, long Time)> _known = new(StringComparer.Ordinal);

    /// <summary>Returns the time zone of a service as it is stored, or <see langword="null"/>.</summary>
    public async ValueTask<string?> ReadZoneAsync(string service, CancellationToken cancellationToken) =>
        await connection.RunAsync(
            database => database.HashGetAsync(keys.State(service), "zone"), cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the day tiers of services, without those that have no time zone and therefore no buckets.</summary>
    public async ValueTask<Dictionary<string, TierLayout>> ReadAsync(IEnumerable<string> services, CancellationToken cancellationToken)
    {
        Dictionary<string, TierLayout> tiers = new(StringComparer.Ordinal);
        List<string> unknown = [];
        int session = connection.Session;
        TimeProvider clock = TimeProvider.System; // The server also uses real time.
        foreach (string service in services.Distinct(StringComparer.Ordinal))
        {
            if (_known.TryGetValue(service, out (TierLayout Tier, int Session, long Time) known)
                && known.Session == session
                && clock.GetElapsedTime(known.Time) < Trust)
            {
                tiers.Add(service, known.Tier);
            }
            else
            {
                unknown.Add(service);
            }
        }

        if (unknown.Count == 0)
        {
            return tiers;
        }

        RedisValue[] zones = await connection.TogetherAsync(
            database => unknown.Select(service => database.HashGetAsync(keys.State(service), "zone")), cancellationToken)
            .ConfigureAwait(false);
        foreach ((string service, RedisValue zone) in unknown.Zip(zones))
        {
            if (!zone.IsNull)
            {
                TierLayout tier = TierLayout.Days(DayZone.Find(service, zone.ToString()));
                tiers.Add(service, tier);
                _known[service] = (tier, session, clock.GetTimestamp());
            }
        }

        return tiers;
    }
}
