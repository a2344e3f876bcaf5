namespace Reliability.Dashboard.Internal;

/// <summary>Says that a page shows a past state, and what of it cannot be told.</summary>
internal sealed record PastNote
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets what differs from a page of that time, one sentence each.</summary>
    public required IReadOnlyList<string> Limits { get; init; }
}
