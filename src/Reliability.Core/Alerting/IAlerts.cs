using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>Provides the current alerts, their history, and the notifications that could not be delivered.</summary>
public interface IAlerts
{
    /// <summary>
    /// Returns the status of all alerts of all objectives, as of the last evaluation by the process that holds the lease. Objectives whose
    /// alerts cannot be read are left out and listed in <see cref="Unreadable"/>.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the transitions of the alerts of a service, the newest first.</summary>
    /// <param name="service">A service that an objective of this process belongs to.</param>
    /// <param name="maxCount">The maximum number of transitions to return, 1 to 1000.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxCount"/> is out of range.</exception>
    /// <exception cref="KeyNotFoundException">No objective of this process belongs to the service.</exception>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertNotification>> GetHistoryAsync(
        string service,
        int maxCount,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the firing alerts of a service that no live process evaluates anymore, because their objective was removed or renamed or
    /// has no alert rules and policies left, or because no process that declares it is running. They keep their state until a process
    /// evaluates the objective again. Alerts about the trends of metrics are among them: <see cref="AlertStatus.Slo"/> is then the name of
    /// the metric, which was removed or has no <see cref="Trends.TrendRule"/> any more.
    /// </summary>
    /// <param name="service">
    /// A service. It may have no objective in this process, such as the former name of a service that was renamed.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetOrphanedAsync(string service, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the stored alerts that could not be read when they were last asked for. Their state is unknown: they may be firing. The id of a
    /// document is the name of its objective. Default: none.
    /// </summary>
    IReadOnlyList<UnreadableDocument> Unreadable { get; }

    /// <summary>Returns the notifications whose delivery was abandoned: the last hundred of each objective.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the policies that act when little of a budget remains. The state of each is listed among the alerts, under the rule
    /// <c>policy:{name}</c>. A policy is evaluated together with the alert rules of its objective: when that was last done, and by which
    /// process, is stated by the job <see cref="AlertEvaluator.JobName"/> of the objective in <see cref="Jobs.IJobs.GetStatusAsync"/>.
    /// </summary>
    IReadOnlyList<BudgetPolicy> Policies { get; }
}
