namespace Reliability.Jobs;

/// <summary>The status of a job that this process declares.</summary>
public sealed record JobStatus
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the job, such as <c>alerts</c>.</summary>
    public required string Job { get; init; }

    /// <summary>Gets the name of the objective or experiment, or an empty string for a job of the whole service.</summary>
    public required string Item { get; init; }

    /// <summary>Gets a value that specifies whether the job is done in time.</summary>
    public required JobState State { get; init; }

    /// <summary>Gets the interval of the job.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>
    /// Gets the time since the job was last done, or since it was declared if it was never done, by the clock of the store.
    /// </summary>
    public required TimeSpan Lateness { get; init; }

    /// <summary>
    /// Gets the time at which the job was last done, by the clock of the store, or <see langword="null"/> if it was never done.
    /// </summary>
    public DateTimeOffset? LastDoneAt { get; init; }

    /// <summary>Gets the process that last did the job, or <see langword="null"/> if it was never done.</summary>
    public string? LastDoneBy { get; init; }

    /// <summary>Gets the process that holds the lease now, or <see langword="null"/> if none does.</summary>
    public string? Holder { get; init; }

    /// <summary>
    /// Gets the error of the last attempt, or the reason why the status could not be read, or <see langword="null"/> if the last attempt
    /// succeeded.
    /// </summary>
    public string? Fault { get; init; }
}
