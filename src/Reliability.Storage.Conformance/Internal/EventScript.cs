using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Helper methods of the event suite.</summary>
internal static class EventScript
{
    public const string Service = "shop";
    public const string Checkout = "checkout";

    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static NewEvent Event(string json = "{}", string type = "deployed", DateTimeOffset? time = null) =>
        new(type, time ?? Noon, json);

    public static StreamId Stream(string name = Checkout, string service = Service) => new(service, name);

    /// <summary>Returns an append whose events differ from all others.</summary>
    public static EventAppend Append(
        int count = 1, string stream = Checkout, long? expected = null, string? id = null, string service = Service)
    {
        string mark = $"{Guid.NewGuid():N}";
        return new(Stream(stream, service), Enumerable.Range(1, count).Select(i => Event($"[{i},\"{mark}\"]")), expected, id);
    }

    public static async Task<EventAppendResult> AppendAsync(this IEventLog log, EventAppend append) =>
        await log.AppendAsync(append, CancellationToken.None);

    /// <summary>Appends and asserts the position at which the stream then ends.</summary>
    public static async Task<EventAppend> AppendToAsync(this IEventLog log, long position, EventAppend append)
    {
        Assert.Equal(new EventAppendResult { Outcome = EventAppendOutcome.Appended, Position = position }, await log.AppendAsync(append));
        return append;
    }

    public static async Task AssertConflictAsync(this IEventLog log, long position, EventAppend append) =>
        Assert.Equal(new EventAppendResult { Outcome = EventAppendOutcome.Conflict, Position = position }, await log.AppendAsync(append));

    public static async Task AssertDuplicateAsync(this IEventLog log, long position, EventAppend append) =>
        Assert.Equal(new EventAppendResult
        {
            Outcome = EventAppendOutcome.Duplicate,
            Position = position,
        }, await log.AppendAsync(append));

    public static Task<List<StoredEvent>> ReadAsync(
        this IEventLog log, string stream = Checkout, long after = 0, int maxCount = int.MaxValue) =>
        log.ReadAsync(new EventQuery(Stream(stream), after, maxCount), CancellationToken.None).ToListAsync();

    public static Task<List<StoredEvent>> ReadAllAsync(this IEventLog log, StreamId stream) =>
        log.ReadAsync(new EventQuery(stream), CancellationToken.None).ToListAsync();

    public static Task<long> LastPositionAsync(this IEventLog log, string stream = Checkout) => log.LastPositionAsync(Stream(stream));

    public static async Task<long> LastPositionAsync(this IEventLog log, StreamId stream) =>
        await log.GetLastPositionAsync(stream, CancellationToken.None);

    public static Task<List<StreamId>> StreamsAsync(this IEventLog log) => log.ListStreamsAsync(CancellationToken.None).ToListAsync();

    /// <summary>Asserts that a stream contains exactly these appends, in this order, for every way of reading it.</summary>
    public static Task AssertHoldsAsync(this IEventLog log, string stream, params IReadOnlyList<EventAppend> appends) =>
        log.AssertHoldsAsync(Stream(stream), appends);

    /// <inheritdoc cref="AssertHoldsAsync(IEventLog, string, IReadOnlyList{EventAppend})"/>
    public static async Task AssertHoldsAsync(this IEventLog log, StreamId stream, params IReadOnlyList<EventAppend> appends)
    {
        StoredEvent[] expected =
        [
            .. appends.SelectMany(append => append.Events, (append, one) => (append.Id, Event: one))
                .Select((one, i) => new StoredEvent
                {
                    Position = i + 1,
                    AppendId = one.Id,
                    Type = one.Event.Type,
                    Time = one.Event.Time,
                    Json = one.Event.Json,
                }),
        ];
        List<StoredEvent> actual = await log.ReadAllAsync(stream);
        Assert.Equal(expected, actual);
        Assert.All(actual, one => Assert.Equal(TimeSpan.Zero, one.Time.Offset));
        Assert.Equal(expected.Length, await log.LastPositionAsync(stream));
    }

    /// <summary>Returns an unambiguous text for a stream.</summary>
    public static string Text(StreamId stream) => $"{stream.Service}\n{stream.Name}";
}
