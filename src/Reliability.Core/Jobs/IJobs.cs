using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>
/// Reports the background jobs that this process declares: when each was last done, and by which process.
/// </summary>
public interface IJobs
{
    /// <summary>Returns the status of every job that this process declares, the most overdue first.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The store could not be read for any service. If it could be read for some, the jobs of the others have their last known status, and
    /// <see cref="JobStatus.Fault"/> states the reason.
    /// </exception>
    ValueTask<IReadOnlyList<JobStatus>> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets the subjects of this process that live processes define in different ways, as of the last read. It does not access a store.
    /// </summary>
    IReadOnlyList<DefinitionConflict> Conflicts { get; }

    /// <summary>
    /// Gets the documents about processes and their work that could not be read, as of the last read. What such a process declares and has
    /// done is ignored. It does not access a store. Default: none.
    /// </summary>
    IReadOnlyList<UnreadableDocument> Unreadable { get; }

    /// <summary>
    /// Gets how far the clock of this process was ahead of the clock of the store when they were last compared, negative if it was behind,
    /// or <see langword="null"/> before the first comparison.
    /// </summary>
    TimeSpan? ClockOffset { get; }
}
