using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>The corrections of a ledger as they were known at a time in the past, or as they would be with one more entry.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="until">The time of a replay: entries and minutes after it are ignored; <see langword="null"/> for the present.</param>
/// <param name="assumed">An entry that the ledger does not have; <see langword="null"/> for none.</param>
internal sealed class ScopedCorrections(BudgetLedger ledger, DateTimeOffset? until, LedgerEntry? assumed) : IBudgetCorrections
{
    /// <summary>The services whose ledgers were read for this scope: one read tells all that was recorded before it.</summary>
    private readonly ConcurrentDictionary<string, bool> _read = new(StringComparer.Ordinal);

    public async ValueTask<BudgetCorrections> GetAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        DateTimeOffset? known = until < (knownAt ?? DateTimeOffset.MaxValue) ? until : knownAt;
        bool isFresh = !_read.ContainsKey(slo.Service);
        BudgetCorrections found = await ledger.GetCorrectionsAsync(
            slo, now, range, new LedgerScope(known, assumed, isFresh), cancellationToken).ConfigureAwait(false);
        _read[slo.Service] = true;
        return found;
    }

    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>>> GetMinutesAsync(
        IReadOnlyList<(SloDefinition Slo, IReadOnlyList<SeriesBucket> Hours)> partial, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>> found =
            await ((IBudgetCorrections)ledger).GetMinutesAsync(partial, cancellationToken).ConfigureAwait(false);
        return until is not { } end ? found :
        [
            .. found.Select(hours => hours.ToDictionary(
                hour => hour.Key, hour => Array.FindAll(hour.Value, minute => minute.Start < end))),
        ];
    }

    public IBudgetCorrections AsOf(DateTimeOffset at) => new ScopedCorrections(ledger, until < at ? until : at, assumed);

    public IBudgetCorrections Assuming(LedgerEntry entry) => new ScopedCorrections(ledger, until, entry);
}
