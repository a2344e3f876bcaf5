using Reliability.Alerting;
using Reliability.Storage;

namespace Reliability.Trends;

/// <summary>Provides the alerts about metrics that have a <see cref="TrendRule"/>.</summary>
/// <remarks>Their transitions are part of the history of alerts, <see cref="IAlerts.GetHistoryAsync"/>.</remarks>
public interface ITrendAlerts
{
    /// <summary>
    /// Returns the alerts of all metrics that have a rule, as of the last judgment: one about the trend of each metric, and one for each
    /// shift that is not over and not accepted. <see cref="AlertStatus.Slo"/> is the name of the metric.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<AlertStatus>> GetCurrentAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the notifications about metrics whose delivery was abandoned: the last hundred of each metric.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<UndeliveredNotification>> GetUndeliveredAsync(CancellationToken cancellationToken = default);
}
