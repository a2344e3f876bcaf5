namespace Reliability.Storage;

/// <summary>The result of an append.</summary>
public readonly record struct EventAppendResult
{
    /// <summary>Gets the outcome of the append.</summary>
    public required EventAppendOutcome Outcome { get; init; }

    /// <summary>
    /// Gets the position of the last event of the append if it was appended now or before. For a conflict, the last position of the stream.
    /// </summary>
    public required long Position { get; init; }
}
