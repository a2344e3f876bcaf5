namespace Reliability.Jobs.Internal;

/// <summary>A job for a subject that this process declares, and when it was last done as far as is known here.</summary>
internal sealed class DeclaredJob(JobSubject subject, string job, TimeSpan interval, long declaredAt)
{
    public JobSubject Subject { get; } = subject;

    public string Job { get; } = job;

    public TimeSpan Interval { get; } = interval;

    /// <summary>The monotonic moment from which lateness counts: when it was last done, or declared.</summary>
    public long CountsFrom { get; set; } = declaredAt;

    public DateTimeOffset? DoneAt { get; set; }

    public string? DoneBy { get; set; }

    public string? Holder { get; set; }

    public string? Fault { get; set; }

    /// <summary>Why the last attempt of this process failed, which it may be unable to store, and the monotonic moment.</summary>
    public (string Fault, long At)? OwnFault { get; set; }

    /// <summary>Why the store does not say what became of it; null when it was read.</summary>
    public string? Missed { get; set; }
}
