using Reliability.Recording.Internal;

namespace Reliability.Recording;

/// <summary>
/// Records where the bad events of an objective come from: 20 different sources in each process, and the rest together. Get an instance
/// once, keep it, and call it from any thread.
/// </summary>
public sealed class BadEventRecorder
{
    private readonly BadEventBreakdown _breakdown;

    internal BadEventRecorder(BadEventBreakdown breakdown) => _breakdown = breakdown;

    /// <summary>Records the source of one bad event that happened now and has been recorded.</summary>
    /// <param name="source">The source.</param>
    public void Record(BadEventSource source) => _breakdown.Of(in source).Record(good: false);

    /// <summary>Records the source of one bad event that happened at a given time and has been recorded.</summary>
    /// <param name="source">The source.</param>
    /// <param name="at">The time of the event.</param>
    public RecordResult Record(BadEventSource source, DateTimeOffset at) => _breakdown.Of(in source).Record(good: false, at);
}
