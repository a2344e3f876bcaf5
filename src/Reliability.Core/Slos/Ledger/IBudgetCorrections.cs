using Reliability.Common;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// What <see cref="ErrorBudgets"/> asks of a ledger: which time it excludes, and what it adds to a budget. <see cref="BudgetLedger"/>
/// implements it.
/// </summary>
/// <remarks>Its members are internal, so that they can grow: no other package implements it.</remarks>
public interface IBudgetCorrections
{
    /// <summary>
    /// Returns the corrections of an objective at a moment. Exclusions outside the range may be left out. Entries that were recorded after
    /// <paramref name="knownAt"/> do not count; without it all entries count, and they may be some seconds old.
    /// </summary>
    internal ValueTask<BudgetCorrections> GetAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, DateTimeOffset? knownAt, CancellationToken cancellationToken);

    /// <summary>Returns, for each objective, the minutes of its partly excluded hours that are still stored.</summary>
    internal ValueTask<IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>>> GetMinutesAsync(
        IReadOnlyList<(SloDefinition Slo, IReadOnlyList<SeriesBucket> Hours)> partial, CancellationToken cancellationToken);

    /// <summary>Returns the corrections as they were known at a time in the past.</summary>
    internal IBudgetCorrections AsOf(DateTimeOffset at);

    /// <summary>Returns the corrections as they would be if an entry stood in the ledger.</summary>
    internal IBudgetCorrections Assuming(LedgerEntry entry);
}
