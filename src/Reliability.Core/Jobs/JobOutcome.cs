namespace Reliability.Jobs;

/// <summary>What became of a job for one subject.</summary>
public sealed record JobOutcome
{
    /// <summary>The subject.</summary>
    public required JobSubject Subject { get; init; }

    /// <summary>Why it could not be done; <see langword="null"/> when it was done.</summary>
    public Exception? Fault { get; init; }

    /// <summary>
    /// The token that a store held against this process's smaller one, when that is why the job could not be done. Tell it to
    /// <see cref="JobCoordinator.RecordAsync"/>.
    /// </summary>
    public Reliability.Storage.FencingToken? RefusedBy { get; init; }
}
