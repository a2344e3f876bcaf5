namespace Reliability.Trends;

/// <summary>A line of a backfill that cannot be used.</summary>
public sealed record RejectedLine
{
    /// <summary>Gets the number of the line, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>Gets why it cannot be used, in words.</summary>
    public required string Reason { get; init; }
}
