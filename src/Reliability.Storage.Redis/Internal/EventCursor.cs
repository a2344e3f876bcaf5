using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The progress of reading the events of a stream. Appended events never change, so that all pages up to the end that the first page
/// returns form a snapshot.
/// </summary>
internal sealed class EventCursor(EventQuery query)
{
    /// <summary>The number of bytes after which a reading script stops.</summary>
    public const int EnoughBytes = 4 << 20;

    public StreamId Stream { get; } = query.Stream;

    /// <summary>Gets the position after which the next page starts.</summary>
    public long After { get; private set; } = query.After;

    /// <summary>Gets the last position to read.</summary>
    public long Last { get; private set; } = query.After > long.MaxValue - query.MaxCount ? long.MaxValue : query.After + query.MaxCount;

    public bool IsDone => After >= Last;

    public static string Write(string appendId, NewEvent one) =>
        string.Create(CultureInfo.InvariantCulture, $"{appendId}\n{one.Type}\n{one.Time.UtcTicks}\n{one.Json}");

    /// <summary>Reads a page: the last position to read, then the events.</summary>
    public IReadOnlyList<StoredEvent> Read(RedisValue[] page)
    {
        Last = (long)page[0];
        StoredEvent[] events = [.. page.Skip(1).Select((stored, i) => Read(After + i + 1, stored.ToString()))];
        After += events.Length;
        return events;
    }

    private static StoredEvent Read(long position, string stored)
    {
        string[] parts = stored.Split('\n', 4);
        var time = new DateTimeOffset(long.Parse(parts[2], CultureInfo.InvariantCulture), TimeSpan.Zero);
        return new StoredEvent { Position = position, AppendId = parts[0], Type = parts[1], Time = time, Json = parts[3] };
    }
}
