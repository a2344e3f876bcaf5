namespace Reliability.Storage;

/// <summary>The answer to an append.</summary>
public readonly record struct EventAppendResult
{
    /// <summary>What became of it.</summary>
    public required EventAppendOutcome Outcome { get; init; }

    /// <summary>The position of its last event, when they were appended now or before; at a conflict, where the stream ends.</summary>
    public required long Position { get; init; }
}
