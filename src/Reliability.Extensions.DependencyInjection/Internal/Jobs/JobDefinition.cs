using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>A job as a capability declares it.</summary>
internal sealed record JobDefinition
{
    public required string Name { get; init; }

    public required TimeSpan Interval { get; init; }

    /// <summary>What it is done for, asked before each round.</summary>
    public required Func<CancellationToken, ValueTask<IReadOnlyList<JobSubject>>> SubjectsAsync { get; init; }

    /// <summary>Does it for those that this process has the right to.</summary>
    public required Func<IReadOnlyList<JobClaim>, CancellationToken, ValueTask<JobRound>> RunAsync { get; init; }

    /// <summary>Whether there will never be anything to do.</summary>
    public bool IsIdle { get; init; }

    /// <summary>A job whose subjects are known from the start.</summary>
    public static JobDefinition Of(string name, TimeSpan interval, IReadOnlyList<JobSubject> subjects, Func<IReadOnlyList<JobClaim>, CancellationToken, ValueTask<JobRound>> run) => new()
    {
        Name = name,
        Interval = interval,
        SubjectsAsync = _ => ValueTask.FromResult(subjects),
        RunAsync = run,
        IsIdle = subjects.Count == 0,
    };
}
