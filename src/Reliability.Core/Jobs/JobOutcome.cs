namespace Reliability.Jobs;

/// <summary>The outcome of a job for one subject.</summary>
public sealed record JobOutcome
{
    /// <summary>Gets the subject.</summary>
    public required JobSubject Subject { get; init; }

    /// <summary>Gets the error, or <see langword="null"/> if the job was done.</summary>
    public Exception? Fault { get; init; }

    /// <summary>
    /// Gets the fencing token because of which a store rejected the smaller token of this process, if that is the error. Pass it to
    /// <see cref="JobCoordinator.RecordAsync"/>.
    /// </summary>
    public Reliability.Storage.FencingToken? RejectedBy { get; init; }
}
