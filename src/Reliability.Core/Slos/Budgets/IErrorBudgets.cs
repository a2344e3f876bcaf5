using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Answers how the objectives of an application stand, from its store.</summary>
public interface IErrorBudgets
{
    /// <summary>The objectives, in the order in which they were declared.</summary>
    IReadOnlyList<SloDefinition> Objectives { get; }

    /// <summary>Returns the objectives of a service.</summary>
    /// <param name="service">The service.</param>
    /// <exception cref="KeyNotFoundException">
    /// No objective belongs to this service: a misspelt name is never a service without objectives.
    /// </exception>
    IReadOnlyList<SloDefinition> GetObjectives(string service);

    /// <summary>How the budget of an objective stands now: one read, whose size depends on the window and not on traffic.</summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BudgetStatus> GetStatusAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns how the budgets of all objectives stand now, or those of one service, in the order in which they were declared.
    /// </summary>
    /// <param name="service">The service; all when left out.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective belongs to this service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<BudgetStatus>> GetStatusesAsync(string? service = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// How a budget stood at a moment of the past, by what the ledger said at another: what was shown then, or what is known now of then.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="at">The moment, at most 366 days ago. The measurements are those that the store has now.</param>
    /// <param name="knownAt">
    /// Entries of the ledger that were recorded later do not count. Default: <paramref name="at"/>; <see cref="DateTimeOffset.MinValue"/>
    /// leaves the ledger out.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<BudgetStatus> ReplayAsync(
        string slo,
        DateTimeOffset at,
        DateTimeOffset? knownAt = null,
        CancellationToken cancellationToken = default);

    /// <summary>Everything that is known about an objective now: budget, burn, alerts and forecast.</summary>
    /// <inheritdoc cref="GetStatusAsync"/>
    ValueTask<SloReport> GetReportAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns everything that is known about all objectives now, or about those of one service. It reads more than
    /// <see cref="GetStatusesAsync"/>.
    /// </summary>
    /// <inheritdoc cref="GetStatusesAsync"/>
    ValueTask<IReadOnlyList<SloReport>> GetReportsAsync(string? service = null, CancellationToken cancellationToken = default);

    /// <summary>What every alert rule of an objective sees now. Reads the windows of the rules alone, and not the budget's.</summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertReading>> GetAlertsAsync(string slo, CancellationToken cancellationToken = default);

    /// <summary>
    /// When each alert rule of an objective would have fired and cleared, replayed minute by minute from the minutes that are kept.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="range">The range of time; episodes that overlap it are told.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">No objective has this name.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertEpisode>> GetAlertHistoryAsync(string slo, TimeRange range, CancellationToken cancellationToken = default);
}
