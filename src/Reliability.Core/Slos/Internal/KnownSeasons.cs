using System.Collections.Concurrent;

namespace Reliability.Slos.Internal;

/// <summary>
/// Remembers the season of each objective, which takes milliseconds to find and changes only with the hours that it was found in.
/// </summary>
internal sealed class KnownSeasons
{
    private readonly ConcurrentDictionary<string, (int Hash, SpendSeason Season)> _known = new(StringComparer.Ordinal);

    public SpendSeason Of(SloDefinition slo, HourlySpend[] hours, DateTimeOffset now)
    {
        int hash = HashOf(hours, now);
        if (_known.TryGetValue(slo.Name, out (int Hash, SpendSeason Season) known) && known.Hash == hash)
        {
            return known.Season;
        }

        var season = SpendSeason.Of(hours, now);
        _known[slo.Name] = (hash, season);
        return season;
    }

    /// <summary>Late events, the ledger and each hour that ends change the hours.</summary>
    private static int HashOf(HourlySpend[] hours, DateTimeOffset now)
    {
        var hash = new HashCode();
        hash.Add(now.UtcTicks / TimeSpan.TicksPerHour);
        foreach (HourlySpend hour in hours)
        {
            hash.Add(hour.Start.UtcTicks);
            hash.Add(hour.Bad);
        }

        return hash.ToHashCode();
    }
}
