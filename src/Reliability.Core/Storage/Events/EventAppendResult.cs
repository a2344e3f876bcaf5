namespace Reliability.Storage;

/// <summary>The answer to an append.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Position">The position of its last event, when they were appended now or before; at a conflict, where the stream ends.</param>
public readonly record struct EventAppendResult(EventAppendOutcome Outcome, long Position);
