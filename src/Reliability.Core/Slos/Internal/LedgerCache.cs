using System.Collections.Concurrent;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Caches the ledgers of services. Only new entries are read.</summary>
internal sealed class LedgerCache(IEventLog log, TimeProvider timeProvider, TimeSpan freshness)
{
    private readonly ConcurrentDictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);

    public async ValueTask<IReadOnlyList<LedgerEntry>> GetAsync(string service, bool isFresh, CancellationToken cancellationToken)
    {
        long now = timeProvider.GetTimestamp();
        Snapshot? known = _snapshots.GetValueOrDefault(service);
        if (!isFresh && known is not null && timeProvider.GetElapsedTime(known.ReadAt, now) < freshness)
        {
            return known.Entries;
        }

        List<LedgerEntry> entries = [.. known?.Entries ?? []];
        await foreach ((LedgerEntry entry, _) in LedgerLog.ReadAsync(log, service, entries.Count, int.MaxValue, cancellationToken)
            .ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        // Somebody else may have read meanwhile; a ledger only grows, so that the longer one is the newer.
        var read = new Snapshot(entries, now);
        return _snapshots.AddOrUpdate(service, read, (_, other) => other.Entries.Count > entries.Count ? other : read).Entries;
    }

    private sealed record Snapshot(IReadOnlyList<LedgerEntry> Entries, long ReadAt);
}
