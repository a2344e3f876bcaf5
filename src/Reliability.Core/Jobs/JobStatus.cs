namespace Reliability.Jobs;

/// <summary>When something that this process declares was last done, and by whom.</summary>
public sealed record JobStatus
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The job, such as <c>alerts</c>.</summary>
    public required string Job { get; init; }

    /// <summary>What it is done for: the name of the objective or experiment; empty for a job of the whole service.</summary>
    public required string Item { get; init; }

    /// <summary>Whether it is done in time.</summary>
    public required JobState State { get; init; }

    /// <summary>How often it should be done.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How long ago it was done, or, when it never was, since when it has been declared; by the clock of the store.</summary>
    public required TimeSpan Lateness { get; init; }

    /// <summary>When it was last done, by the clock of the store; <see langword="null"/> when nobody has said so.</summary>
    public DateTimeOffset? LastDoneAt { get; init; }

    /// <summary>The process that did it last; <see langword="null"/> when nobody has said so.</summary>
    public string? LastDoneBy { get; init; }

    /// <summary>The process that holds the right to do it now; <see langword="null"/> for nobody.</summary>
    public string? Holder { get; init; }

    /// <summary>Why it could not be done the last time that somebody tried; <see langword="null"/> when it could.</summary>
    public string? Fault { get; init; }
}
