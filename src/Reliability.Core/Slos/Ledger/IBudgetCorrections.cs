using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// Provides what the ledger says about the budget of an objective: the contract between <see cref="ErrorBudgets"/> and a ledger.
/// </summary>
public interface IBudgetCorrections
{
    /// <summary>Returns the corrections of an objective at a moment.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="now">The moment; an entry that takes effect later does not count.</param>
    /// <param name="range">The range of time that is evaluated; exclusions outside it may be left out.</param>
    /// <param name="knownAt">
    /// Entries that were recorded later do not count; <see langword="null"/> for all entries, which may be some seconds old.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The ledger could not be read.</exception>
    ValueTask<BudgetCorrections> GetAsync(
        SloDefinition slo,
        DateTimeOffset now,
        TimeRange range,
        DateTimeOffset? knownAt,
        CancellationToken cancellationToken);

    /// <summary>
    /// Returns the measured minutes of an hour that is excluded in part; <see langword="null"/> when they are no longer stored.
    /// </summary>
    /// <param name="slo">The objective.</param>
    /// <param name="hour">The start of the hour, in UTC.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">A store could not be read.</exception>
    ValueTask<IReadOnlyList<SeriesBucket>?> GetMinutesAsync(
        SloDefinition slo,
        DateTimeOffset hour,
        DateTimeOffset now,
        CancellationToken cancellationToken);
}
