using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EventScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="EventLogConformance{TStore}"/> for services and for calls that read many streams. Derive from that class, not
/// from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EventBatchConformance<TStore> : EventContentConformance<TStore>
    where TStore : class
{
    /// <summary>Services share no data: a stream of the same name has its own events, positions and ids.</summary>
    [Fact]
    public async Task ServicesShareNothing()
    {
        IEventLog log = await StartAsync();
        EventAppend one = await log.AppendToAsync(3, Append(3, id: "import"));
        await log.AssertHoldsAsync(Stream(service: "Shop"));
        await log.AssertConflictAsync(0, Append(expected: 3, service: "Shop"));
        EventAppend two = await log.AppendToAsync(1, Append(id: "import", expected: 0, service: "Shop"));
        await log.AssertHoldsAsync(one.Stream, one);
        await log.AssertHoldsAsync(two.Stream, two);
        await log.AssertDuplicateAsync(3, one);
        await log.AssertDuplicateAsync(1, two);
        Together.AssertSameInAnyOrder([Text(one.Stream), Text(two.Stream)], (await log.StreamsAsync()).Select(Text));
    }

    /// <summary>Services are compared byte by byte, and service and stream are separate fields.</summary>
    [Fact]
    public async Task ServicesAreOpaque()
    {
        StreamId[] streams =
        [
            .. Samples.Names.Select(name => Stream(service: name)),
            .. ((string[])[":", "/", "|", "%", "{", "}", " ", ".", "\\", "'"]).SelectMany(between => (StreamId[])
                [new($"a{between}b", "c"), new("a", $"b{between}c"), new($"a{between}", "c"), new("a", $"{between}c")]),
        ];
        IEventLog log = await StartAsync();
        EventAppend[] appends = [.. streams.Select(stream => Append(2, stream.Name, expected: 0, id: "import", service: stream.Service))];
        foreach (EventAppend append in appends)
        {
            await log.AppendToAsync(2, append);
        }

        Together.AssertSameInAnyOrder(streams.Select(Text), (await log.StreamsAsync()).Select(Text));
        foreach (EventAppend append in appends)
        {
            await log.AssertHoldsAsync(append.Stream, append);
        }

        IReadOnlyList<IReadOnlyList<StoredEvent>> all = await ReadAsync(log, streams.Select(stream => new EventQuery(stream)));
        Assert.Equal(appends.Select(append => append.Events[0].Json), all.Select(events => events[0].Json), StringComparer.Ordinal);
    }

    /// <summary>
    /// A call that reads many streams returns the same events as one call per stream: in the order of the list, each from its position and
    /// up to its count.
    /// </summary>
    [Fact]
    public async Task ManyStreamsAreReadInOneCall()
    {
        IEventLog log = await StartAsync();
        Assert.Empty(await ReadAsync(log, []));
        for (int i = 0; i < 12; i++)
        {
            await log.AppendToAsync(i + 1, Append(i + 1, $"stream-{i}", service: $"s{i % 3}"));
            await log.AppendToAsync(i + 4, Append(3, $"stream-{i}", service: $"s{i % 3}"));
        }

        EventQuery[] queries =
        [
            .. Enumerable.Range(0, 13).Select(i => new EventQuery(Stream($"stream-{i}", $"s{i % 3}"))),
            .. Enumerable.Range(0, 12).Select(i => new EventQuery(Stream($"stream-{i}", $"s{i % 3}"), after: i, maxCount: 2)),
            new(Stream("stream-5", "s0")), new(Stream("stream-5", "s2"), after: 8), new(Stream("stream-5", "s2"), after: 9),
            new(Stream("stream-5", "s2"), after: long.MaxValue), new(Stream("stream-5", "s2"), maxCount: 1),
            new(Stream("stream-5", "s2"), maxCount: 1),
        ];
        await AssertAsSinglesAsync(queries);
        await AssertAsSinglesAsync(Enumerable.Reverse(queries));
        IReadOnlyList<IReadOnlyList<StoredEvent>> last = await ReadAsync(log, [queries[1]]);
        Assert.All(Assert.Single(last), one => Assert.Equal(TimeSpan.Zero, one.Time.Offset));

        async Task AssertAsSinglesAsync(IEnumerable<EventQuery> asked)
        {
            List<List<StoredEvent>> expected = [];
            foreach (EventQuery query in asked)
            {
                expected.Add(await log.ReadAsync(query, CancellationToken.None).ToListAsync());
            }

            Assert.Equal(expected, await ReadAsync(log, asked));
        }
    }

    /// <summary>One call can read a thousand streams, and the same stream a thousand times.</summary>
    [Fact]
    public async Task AThousandStreamsFitOneCall()
    {
        IEventLog log = await StartAsync();
        EventAppend[] appends = [
            .. Enumerable.Range(0, 1_000).Select(i => Append(1 + (i % 2), $"{i * 7919 % 1_000}", service: $"s{i % 4}"))
        ];
        await Together.RunAsync(8, async client =>
        {
            for (int i = client; i < appends.Length; i += 8)
            {
                await log.AppendToAsync(1 + (i % 2), appends[i]);
            }
        });
        IReadOnlyList<IReadOnlyList<StoredEvent>> all = await ReadAsync(log, appends.Select(append => new EventQuery(append.Stream)));
        Assert.Equal(appends.Select(append => append.Events.Select(one => one.Json)), all.Select(events => events.Select(one => one.Json)));
        Assert.Equal(Enumerable.Repeat(all[7], 1_000), await ReadAsync(log, Enumerable.Repeat(new EventQuery(appends[7].Stream), 1_000)));
    }

    /// <summary>One call reads long streams and large events completely.</summary>
    [Fact]
    public async Task LongStreamsAndLargeEventsFitOneCall()
    {
        IEventLog log = await StartAsync();
        EventAppend[] appends = [
            Append(1_000, "one"),
            Append(1_000, "two"),
            new(Stream("large"), Samples.MaxJson.Select(json => Event(json)))
        ];
        foreach (EventAppend append in appends)
        {
            await log.AppendToAsync(append.Events.Count, append);
        }

        IReadOnlyList<IReadOnlyList<StoredEvent>> all = await ReadAsync(log, appends.Select(append => new EventQuery(append.Stream)));
        Assert.All(appends.Zip(all), pair => Assert.True(
            pair.First.Events.Select(one => one.Json).SequenceEqual(pair.Second.Select(one => one.Json), StringComparer.Ordinal),
            $"Stream {pair.First.Stream} came back changed."));
        Assert.Equal(Enumerable.Range(1, 1_000), all[1].Select(one => (int)one.Position));
    }

    /// <summary>A call that reads many streams during concurrent appends sees each append completely or not at all.</summary>
    [Fact]
    public async Task ManyStreamsAreReadWhileOthersAppend()
    {
        IEventLog writer = await StartAsync();
        IEventLog reader = await StartAsync();
        EventQuery[] queries = [.. Enumerable.Range(0, 4).Select(i => new EventQuery(Stream($"stream-{i}")))];
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= 40; i++)
            {
                foreach (EventQuery query in queries)
                {
                    await writer.AppendToAsync(i * 5, Append(5, query.Stream.Name));
                }
            }
        });

        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            IReadOnlyList<IReadOnlyList<StoredEvent>> all = await ReadAsync(reader, queries);
            Assert.Equal(queries.Length, all.Count);
            Assert.All(all, events =>
            {
                Assert.Equal(0, events.Count % 5);
                Assert.Equal(Enumerable.Range(1, events.Count), events.Select(one => (int)one.Position));
            });
        }
        while (!isLast);

        await writing;
        Assert.All(await ReadAsync(reader, queries), events => Assert.Equal(200, events.Count));
    }

    private static async Task<IReadOnlyList<IReadOnlyList<StoredEvent>>> ReadAsync(IEventLog log, IEnumerable<EventQuery> queries) =>
        await log.ReadAsync([.. queries], CancellationToken.None);
}
