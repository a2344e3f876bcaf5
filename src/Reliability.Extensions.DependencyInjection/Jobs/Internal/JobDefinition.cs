using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>A job that a capability declares.</summary>
internal sealed record JobDefinition
{
    public required string Name { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>
    /// Gets the subjects that are known from the start. They are declared with <see cref="Interval"/> when the host creates the job, so
    /// that one of them that is not done is late after three of these intervals.
    /// </summary>
    public IReadOnlyList<JobSubject> Subjects { get; init; } = [];

    /// <summary>Gets the function that returns the subjects of the job. It is called before each round.</summary>
    public required Func<CancellationToken, ValueTask<IReadOnlyList<JobSubject>>> SubjectsAsync { get; init; }

    /// <summary>Gets the function that does the job for the subjects whose lease this process holds.</summary>
    public required Func<IReadOnlyList<JobClaim>, CancellationToken, ValueTask<JobRound>> RunAsync { get; init; }

    /// <summary>Gets a value indicating whether the job never has anything to do.</summary>
    public bool IsIdle { get; init; }

    /// <summary>Creates a job whose subjects are known from the start.</summary>
    public static JobDefinition Of(
        string name,
        TimeSpan interval,
        IReadOnlyList<JobSubject> subjects,
        Func<IReadOnlyList<JobClaim>, CancellationToken, ValueTask<JobRound>> run) => new()
        {
            Name = name,
            Interval = interval,
            Subjects = subjects,
            SubjectsAsync = _ => ValueTask.FromResult(subjects),
            RunAsync = run,
            IsIdle = subjects.Count == 0,
        };

    /// <summary>
    /// Creates a job whose subjects are known from the start, and are done one after the other. A fault of one holds up no other.
    /// </summary>
    public static JobDefinition Each(
        string name,
        TimeSpan interval,
        IReadOnlyList<JobSubject> subjects,
        Func<JobClaim, CancellationToken, ValueTask> run) => Of(name, interval, subjects, async (claims, cancellationToken) =>
        {
            List<JobOutcome> outcomes = [];
            foreach (JobClaim claim in claims)
            {
                Exception? fault = null;
                try
                {
                    await run(claim, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    fault = e;
                }

                outcomes.Add(new JobOutcome { Subject = claim.Subject, Fault = fault });
            }

            return new JobRound(outcomes, []);
        });
}
