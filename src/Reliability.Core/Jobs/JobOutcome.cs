namespace Reliability.Jobs;

/// <summary>What became of a job for one subject.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Fault">Why it could not be done; <see langword="null"/> when it was done.</param>
public sealed record JobOutcome(JobSubject Subject, Exception? Fault)
{
    /// <summary>The token that a store held against this process's smaller one, when that is why the job could not be done. Tell it to <see cref="JobCoordinator.ReportAsync"/>.</summary>
    public Reliability.Storage.FencingToken? RefusedBy { get; init; }
}
