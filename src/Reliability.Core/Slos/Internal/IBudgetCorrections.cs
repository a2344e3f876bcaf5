using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>What budgets ask of their ledger.</summary>
internal interface IBudgetCorrections
{
    /// <summary>
    /// Returns the corrections of an objective at a moment. Exclusions outside the range may be left out. Entries that were recorded after
    /// <paramref name="knownAt"/> do not count; without it all entries count, and they may be some seconds old.
    /// </summary>
    ValueTask<BudgetCorrections> GetAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>Returns, for each objective, the minutes of its partly excluded hours that are still stored.</summary>
    ValueTask<IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>>> GetMinutesAsync(
        IReadOnlyList<(SloDefinition Slo, IReadOnlyList<SeriesBucket> Hours)> partial, CancellationToken cancellationToken);

    /// <summary>Returns the corrections as they were known at a time in the past.</summary>
    IBudgetCorrections AsOf(DateTimeOffset at);

    /// <summary>Returns the corrections as they would be if an entry stood in the ledger.</summary>
    IBudgetCorrections Assuming(LedgerEntry entry);
}
