using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>What is firing now, what has fired, and who could not be told.</summary>
public interface IAlerts
{
    /// <summary>Where every alert of every objective stands, as the process that holds the lease last evaluated it.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>What became of the alerts of a service, the newest first.</summary>
    /// <param name="service">A service that has an objective here.</param>
    /// <param name="maxCount">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxCount"/> is outside its range.</exception>
    /// <exception cref="KeyNotFoundException">No objective here belongs to the service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(
        string service,
        int maxCount,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// The alerts of a service that fire and that no live process judges any more: their objective was removed or renamed, or nobody runs
    /// who declares it. They stay as they are until somebody does.
    /// </summary>
    /// <param name="service">A service, also one that has no objective here, such as the former name of one that was renamed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">A store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetOrphanedAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>Notifications that were given up, the last hundred of each objective.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What is to happen when little of a budget remains. Where each stands is among the alerts, under the rule <c>policy:{name}</c>.
    /// </summary>
    IReadOnlyList<BudgetPolicy> Policies { get; }
}
