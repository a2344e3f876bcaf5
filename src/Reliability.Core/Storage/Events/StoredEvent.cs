namespace Reliability.Storage;

/// <summary>An event of a stream.</summary>
public sealed record StoredEvent
{
    /// <summary>Gets the position in the stream: 1 for the first event, without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the id of the append that added the event.</summary>
    public required string AppendId { get; init; }

    /// <summary>Gets the type of the event.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the time of the event, in UTC to the microsecond.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets the data of the event, exactly as it was appended.</summary>
    public required string Json { get; init; }
}
