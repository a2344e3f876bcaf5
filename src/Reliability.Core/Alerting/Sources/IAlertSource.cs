using Reliability.Storage;

namespace Reliability.Alerting;

/// <summary>
/// Decides on the alerts of another capability, such as those of trends. <see cref="SourcedAlerts"/> stores its decisions and delivers its
/// notifications.
/// </summary>
public interface IAlertSource
{
    /// <summary>Gets the name of the source, such as <c>trends</c>. What it decides is stored under this name.</summary>
    string Name { get; }

    /// <summary>Decides on the alerts of subjects.</summary>
    /// <param name="subjects">The subjects, each with what was stored of the last decision.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The decision on each subject, in the order of the subjects; <see langword="null"/> if nothing is to be stored.</returns>
    /// <exception cref="StoreException">The store could not be read. The next round retries.</exception>
    ValueTask<IReadOnlyList<AlertSourceDecision?>> JudgeAsync(
        IReadOnlyList<AlertSourceState> subjects, CancellationToken cancellationToken);
}
