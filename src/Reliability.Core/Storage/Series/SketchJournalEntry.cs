namespace Reliability.Storage;

/// <summary>The sketches of one batch and one chunk of series, as bytes for the journal of a store.</summary>
public readonly record struct SketchJournalEntry
{
    /// <summary>Gets the chunk, from 0 to <see cref="SketchJournal.ChunkCount"/> - 1.</summary>
    public required int Chunk { get; init; }

    /// <summary>Gets the bytes.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
