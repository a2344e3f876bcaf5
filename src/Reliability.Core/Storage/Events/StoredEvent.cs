namespace Reliability.Storage;

/// <summary>An event of a stream.</summary>
public sealed record StoredEvent
{
    /// <summary>Its place in the stream: 1 for the first, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>The id of the append that brought it.</summary>
    public required string AppendId { get; init; }

    /// <summary>What happened.</summary>
    public required string Type { get; init; }

    /// <summary>When, in UTC to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The particulars: the very text that was appended.</summary>
    public required string Json { get; init; }
}
