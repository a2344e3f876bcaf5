using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>What is firing now, what has fired, and who could not be told.</summary>
public interface IAlerts
{
    /// <summary>Where every alert of every objective stands, as it was last judged by whoever holds the lease.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>What became of the alerts of a service, the newest first.</summary>
    /// <param name="service">The service.</param>
    /// <param name="maxCount">How many at most, 1 to 1000.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxCount"/> is outside its range.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(string service, int maxCount, CancellationToken cancellationToken = default);

    /// <summary>Notifications that were given up, the last hundred of each objective.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default);

    /// <summary>What is to happen when little of a budget remains. Where each stands is among the alerts, under the rule <c>policy:{name}</c>.</summary>
    IReadOnlyList<BudgetPolicy> Policies { get; }

    /// <summary>The objectives that this process leaves alone because a newer deployment defines them otherwise.</summary>
    IReadOnlyList<AlertConflict> Conflicts { get; }
}
