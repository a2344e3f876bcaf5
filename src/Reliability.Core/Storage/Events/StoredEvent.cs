namespace Reliability.Storage;

/// <summary>An event of a stream.</summary>
/// <param name="Position">Its place in the stream: 1 for the first, without gaps.</param>
/// <param name="AppendId">The id of the append that brought it.</param>
/// <param name="Type">What happened.</param>
/// <param name="Time">When, in UTC to the microsecond.</param>
/// <param name="Json">The particulars: the very text that was appended.</param>
public sealed record StoredEvent(long Position, string AppendId, string Type, DateTimeOffset Time, string Json);
