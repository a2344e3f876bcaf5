using Reliability.Storage;

namespace Reliability.Jobs;

/// <summary>
/// Who does what: the work in the background that this process declares, when it was last done and by whom, here or in another process.
/// </summary>
public interface IJobs
{
    /// <summary>When everything that this process declares was last done, the latest first.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store could not be read.</exception>
    ValueTask<IReadOnlyList<JobStatus>> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// What this process declares and live processes define in more than one way, as it was last seen; no store is asked.
    /// </summary>
    IReadOnlyList<DefinitionConflict> Conflicts { get; }

    /// <summary>
    /// What processes say of themselves and of their work and could not be read when it was last seen: what such a process declares and
    /// has done does not count. No store is asked. Default: none.
    /// </summary>
    IReadOnlyList<UnreadableDocument> Unreadable { get; }

    /// <summary>
    /// How far the clock of this process was ahead of the store's when they were last compared, negative when behind;
    /// <see langword="null"/> before that.
    /// </summary>
    TimeSpan? ClockOffset { get; }
}
