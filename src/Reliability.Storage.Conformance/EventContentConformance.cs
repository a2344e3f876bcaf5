using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EventScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="EventLogConformance{TStore}"/> for content and reading: a store returns exactly what was appended. Derive from
/// that class, not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EventContentConformance<TStore> : StoreConformance<TStore, IEventLog>
    where TStore : class
{
    /// <summary>A stream without appends is empty.</summary>
    [Fact]
    public async Task AnUnknownStreamIsEmpty()
    {
        IEventLog log = await StartAsync();
        await log.AssertHoldsAsync(Checkout);
        Assert.Empty(await log.ReadAsync(after: long.MaxValue, maxCount: 1));
        Assert.Empty(await log.StreamsAsync());
    }

    /// <summary>Reading begins after a position and ends after a number of events.</summary>
    [Fact]
    public async Task ReadingBeginsAndEndsWhereItIsTold()
    {
        IEventLog log = await StartAsync();
        await log.AppendToAsync(4, Append(4));
        await log.AppendToAsync(10, Append(6));
        (long After, int MaxCount, int First, int Count)[] parts =
            [(0, 1, 1, 1), (0, 10, 1, 10), (0, 11, 1, 10), (3, 3, 4, 3), (4, 1, 5, 1), (9, 5, 10, 1), (9, int.MaxValue, 10, 1)];
        foreach ((long after, int maxCount, int first, int count) in parts)
        {
            Assert.Equal(Enumerable.Range(first, count), (await log.ReadAsync(Checkout, after, maxCount)).Select(one => (int)one.Position));
        }

        Assert.Empty(await log.ReadAsync(after: 10));
        Assert.Empty(await log.ReadAsync(after: 11, maxCount: 1));
        Assert.Empty(await log.ReadAsync(after: long.MaxValue));
    }

    /// <summary>Times are returned in UTC to the microsecond, from year 1 to year 9999.</summary>
    [Fact]
    public async Task TimesComeBackToTheMicrosecond()
    {
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddMicroseconds(1), DateTimeOffset.MaxValue,
            DateTimeOffset.MaxValue.AddDays(-1),
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMicroseconds(-1), DateTimeOffset.UnixEpoch.AddMicroseconds(1),
            Noon.AddMicroseconds(123_457), Noon.AddTicks(19), Noon.AddMicroseconds(-1), Noon.ToOffset(TimeSpan.FromHours(14)),
            new(1, 1, 1, 0, 0, 0, TimeSpan.FromHours(-14)), new(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.FromHours(14)),
            new(1582, 10, 10, 1, 2, 3, TimeSpan.Zero), new(1969, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero),
            new(2024, 2, 29, 0, 0, 0, TimeSpan.FromMinutes(345)),
        ];
        IEventLog log = await StartAsync();
        EventAppend append = await log.AppendToAsync(times.Length, new EventAppend(Stream(), times.Select(time => Event(time: time))));
        await log.AssertHoldsAsync(Checkout, append);
    }

    /// <summary>JSON is returned unchanged: spaces, order, duplicate names, escapes and numbers are as appended.</summary>
    [Fact]
    public async Task JsonComesBackToTheCharacter()
    {
        IEventLog log = await StartAsync();
        EventAppend append = await log.AppendToAsync(
            Samples.Json.Length, new EventAppend(Stream(), Samples.Json.Select(json => Event(json))));
        await log.AssertHoldsAsync(Checkout, append);
    }

    /// <summary>An event can have the maximum size.</summary>
    [Fact]
    public async Task TheLargestEventComesBack()
    {
        IEventLog log = await StartAsync();
        await log.AppendToAsync(Samples.MaxJson.Length, new EventAppend(Stream(), Samples.MaxJson.Select(json => Event(json))));
        List<StoredEvent> events = await log.ReadAsync();
        Assert.Equal(Samples.MaxJson.Length, events.Count);
        Assert.All(
            events,
            one => Assert.True(one.Json == Samples.MaxJson[(int)one.Position - 1], $"Large event {one.Position} came back changed."));
    }

    /// <summary>
    /// Names of streams, appends and types are compared byte by byte: no case folding, trimming, normalization, quoting or formatting.
    /// </summary>
    [Fact]
    public async Task NamesAreOpaque()
    {
        string[] names = Samples.Names;
        IEventLog log = await StartAsync();
        foreach (string name in names)
        {
            await log.AppendToAsync(1, new EventAppend(Stream(name), [Event($"{name.Length}", type: name)], expectedPosition: 0, id: name));
        }

        EventAppend[] appends = [.. names.Select(name => new EventAppend(Stream("one stream"), [Event(type: name)], id: name))];
        for (int i = 0; i < appends.Length; i++)
        {
            await log.AppendToAsync(i + 1, appends[i]);
        }

        await log.AssertHoldsAsync("one stream", appends);
        Together.AssertSameInAnyOrder(
            ((string[])[.. names, "one stream"]).Select(name => Text(Stream(name))), (await log.StreamsAsync()).Select(Text));
        for (int i = 0; i < names.Length; i++)
        {
            await log.AssertDuplicateAsync(i + 1, appends[i]);
            await log.AssertHoldsAsync(
                names[i], new EventAppend(Stream(names[i]), [Event($"{names[i].Length}", type: names[i])], id: names[i]));
        }
    }

    /// <summary>Stream and id are separate fields: moving a character from one to the other identifies a different append.</summary>
    [Fact]
    public async Task StreamAndIdDoNotRunTogether()
    {
        (string Stream, string Id)[] pairs = [
            ("a:b", "c"),
            ("a", "b:c"),
            ("a/b", "c"),
            ("a", "b/c"),
            ("a{b", "}c"),
            ("a", "{b}c"),
            ("a b", "c"),
            ("a", "b c")
        ];
        IEventLog log = await StartAsync();
        foreach ((string stream, string id) in pairs)
        {
            Assert.Equal(EventAppendOutcome.Appended, (await log.AppendAsync(Append(stream: stream, id: id))).Outcome);
        }

        Assert.Equal(4, await log.LastPositionAsync("a"));
        Assert.Equal(1, await log.LastPositionAsync("a:b"));
    }

    /// <summary>One append accepts a thousand events.</summary>
    [Fact]
    public async Task AThousandEventsFitOneAppend()
    {
        IEventLog log = await StartAsync();
        EventAppend first = await log.AppendToAsync(EventAppend.MaxEvents, Append(EventAppend.MaxEvents));
        EventAppend second = await log.AppendToAsync(
            2 * EventAppend.MaxEvents, Append(EventAppend.MaxEvents, expected: EventAppend.MaxEvents));
        await log.AssertHoldsAsync(Checkout, first, second);
    }

    /// <summary>A long stream can be read completely, in parts, and from any position.</summary>
    [Fact]
    public async Task ALongStreamIsReadWhole()
    {
        const int Length = 5_000;
        IEventLog log = await StartAsync();
        EventAppend[] appends = [.. Enumerable.Range(0, 10).Select(_ => Append(Length / 10))];
        for (int i = 0; i < appends.Length; i++)
        {
            await log.AppendToAsync((i + 1) * Length / 10, appends[i]);
        }

        await log.AssertHoldsAsync(Checkout, appends);
        List<StoredEvent> whole = await log.ReadAsync();
        Assert.Equal(whole[^1..], await log.ReadAsync(after: Length - 1));
        Assert.Equal(whole[1_234..3_456], await log.ReadAsync(after: 1_234, maxCount: 3_456 - 1_234));
        List<StoredEvent> parts = [];
        while (await log.ReadAsync(after: parts.Count, maxCount: 999) is { Count: > 0 } part)
        {
            parts.AddRange(part);
        }

        Assert.Equal(whole, parts);
    }

    /// <summary>A read ends although other clients keep appending, and does not block them.</summary>
    [Fact]
    public async Task AReadingEndsWhileOthersAppend()
    {
        IEventLog log = await StartAsync();
        await log.AppendToAsync(500, Append(500));
        int read = 0;
        long last = 500;
        await foreach (StoredEvent one in log.ReadAsync(new EventQuery(Stream()), CancellationToken.None))
        {
            Assert.Equal(++read, one.Position);
            if (read % 10 == 0)
            {
                await log.AppendToAsync(last += 20, Append(20));
            }
        }

        Assert.Equal(0, (read - 500) % 20);
        Assert.InRange(read, 500, last);
    }

    /// <summary>An enumeration that ends early leaves the store usable.</summary>
    [Fact]
    public async Task AReadingMayBeLeftEarly()
    {
        IEventLog log = await StartAsync();
        await log.AppendToAsync(600, Append(600));
        for (int i = 0; i < 20; i++)
        {
            await foreach (StoredEvent one in log.ReadAsync(new EventQuery(Stream()), CancellationToken.None))
            {
                Assert.Equal(1, one.Position);
                break;
            }
        }

        await log.AppendToAsync(601, Append(expected: 600));
        Assert.Equal(601, (await log.ReadAsync()).Count);
    }

    /// <summary>Every stream that contains an event is listed once; a stream that had only conflicts is not listed.</summary>
    [Fact]
    public async Task StreamsAreNamed()
    {
        IEventLog log = await StartAsync();
        string[] streams = [.. Enumerable.Range(0, 150).Select(i => $"stream-{i:000}")];
        await Together.RunAsync(4, async client =>
        {
            for (int i = client; i < streams.Length; i += 4)
            {
                await log.AppendToAsync(2, Append(2, streams[i]));
                await log.AppendToAsync(3, Append(stream: streams[i]));
            }
        });
        await log.AssertConflictAsync(0, Append(stream: "never", expected: 7));
        Together.AssertSameInAnyOrder(streams.Select(name => Text(Stream(name))), (await log.StreamsAsync()).Select(Text));
    }
}
