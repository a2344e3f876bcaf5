using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.EventScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The requirements of an <see cref="IEventLog"/>. Derive a public class from it and implement how the store is opened; the test runner
/// then finds the tests.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class EventLogConformance<TStore> : EventBatchConformance<TStore>
    where TStore : class
{
    /// <summary>Events are numbered from 1, without gaps.</summary>
    [Fact]
    public async Task PositionsCountFromOne()
    {
        IEventLog log = await StartAsync();
        EventAppend first = await log.AppendToAsync(1, Append());
        EventAppend second = await log.AppendToAsync(4, Append(3));
        EventAppend third = await log.AppendToAsync(6, Append(2));
        await log.AppendToAsync(1, Append(stream: "other"));
        await log.AssertHoldsAsync(Checkout, first, second, third);
    }

    /// <summary>
    /// An append with the correct expected position succeeds. An append with a wrong one conflicts, returns the end of the stream and
    /// changes nothing.
    /// </summary>
    [Fact]
    public async Task AWrongPositionConflicts()
    {
        IEventLog log = await StartAsync();
        await log.AssertConflictAsync(0, Append(expected: 1));
        await log.AssertConflictAsync(0, Append(expected: long.MaxValue));
        Assert.Empty(await log.ReadAsync());

        EventAppend first = await log.AppendToAsync(2, Append(2, expected: 0));
        await log.AssertConflictAsync(2, Append(expected: 0));
        await log.AssertConflictAsync(2, Append(expected: 1));
        await log.AssertConflictAsync(2, Append(expected: 3));
        await log.AssertConflictAsync(2, Append(expected: long.MaxValue));
        EventAppend second = await log.AppendToAsync(3, Append(expected: 2));
        await log.AssertHoldsAsync(Checkout, first, second);
    }

    /// <summary>A repeated append is a duplicate and returns its original end position; its expected position is ignored.</summary>
    [Fact]
    public async Task ADuplicateChangesNothing()
    {
        IEventLog log = await StartAsync();
        EventAppend first = await log.AppendToAsync(3, Append(3, expected: 0));
        await log.AssertDuplicateAsync(3, first);
        EventAppend second = await log.AppendToAsync(4, Append(expected: 3));
        await log.AssertDuplicateAsync(3, first);
        await log.AssertDuplicateAsync(4, second);
        await log.AssertHoldsAsync(Checkout, first, second);
    }

    /// <summary>An append is identified by its id, regardless of its events and its expected position.</summary>
    [Fact]
    public async Task AnIdIsUsedOnce()
    {
        IEventLog log = await StartAsync();
        EventAppend first = await log.AppendToAsync(2, Append(2, id: "import-1"));
        await log.AssertDuplicateAsync(2, Append(5, id: "import-1"));
        await log.AssertDuplicateAsync(2, Append(expected: 2, id: "import-1"));
        await log.AssertDuplicateAsync(2, Append(expected: 99, id: "import-1"));
        EventAppend second = await log.AppendToAsync(3, Append(id: "import-2"));
        await log.AssertHoldsAsync(Checkout, first, second);
    }

    /// <summary>An id belongs to its stream: another stream can use the same id.</summary>
    [Fact]
    public async Task AnIdBelongsToItsStream()
    {
        IEventLog log = await StartAsync();
        EventAppend one = await log.AppendToAsync(1, Append(stream: "one", id: "import"));
        EventAppend two = await log.AppendToAsync(2, Append(2, stream: "two", id: "import"));
        await log.AssertHoldsAsync("one", one);
        await log.AssertHoldsAsync("two", two);
    }

    /// <summary>An append that conflicted leaves no trace: with the correct position, it is appended.</summary>
    [Fact]
    public async Task AConflictIsNotRemembered()
    {
        IEventLog log = await StartAsync();
        EventAppend early = Append(expected: 2);
        await log.AssertConflictAsync(0, early);
        EventAppend first = await log.AppendToAsync(2, Append(2));
        await log.AppendToAsync(3, early);
        await log.AssertDuplicateAsync(3, early);
        await log.AssertHoldsAsync(Checkout, first, early);
    }

    /// <summary>Concurrent appends of several processes leave no gap and do not interleave.</summary>
    [Fact]
    public async Task ParallelAppendsLeaveNoGap()
    {
        const int Clients = 6;
        const int Appends = 40;
        IEventLog[] logs = [await StartAsync(), await StartAsync()];
        List<(EventAppend Append, long Position)>[] sent = await Together.RunAsync(Clients, async client =>
        {
            List<(EventAppend, long)> mine = [];
            for (int i = 0; i < Appends; i++)
            {
                EventAppend append = Append(1 + ((client + i) % 3));
                EventAppendResult result = await logs[client % 2].AppendAsync(append);
                Assert.Equal(EventAppendOutcome.Appended, result.Outcome);
                mine.Add((append, result.Position));
            }

            Assert.Equal(mine.Select(one => one.Item2).Order(), mine.Select(one => one.Item2));
            return mine;
        });

        EventAppend[] order = [.. sent.SelectMany(mine => mine).OrderBy(one => one.Position).Select(one => one.Append)];
        await logs[0].AssertHoldsAsync(Checkout, order);
        await logs[1].AssertHoldsAsync(Checkout, order);
    }

    /// <summary>If several appends expect the same position concurrently, one succeeds.</summary>
    [Fact]
    public async Task ARaceForAPositionHasOneWinner()
    {
        IEventLog[] logs = [await StartAsync(), await StartAsync()];
        for (int position = 0; position < 40; position += 2)
        {
            EventAppendResult[] results = await Together.RunAsync(6, client => logs[client % 2].AppendAsync(Append(2, expected: position)));
            Assert.All(results, result => Assert.Equal(position + 2, result.Position));
            Assert.Single(results, result => result.Outcome == EventAppendOutcome.Appended);
            Assert.Equal(5, results.Count(result => result.Outcome == EventAppendOutcome.Conflict));
        }
    }

    /// <summary>One append that is sent several times concurrently is appended once.</summary>
    [Fact]
    public async Task ARaceOfDuplicatesHasOneWinner()
    {
        IEventLog[] logs = [await StartAsync(), await StartAsync()];
        for (int position = 0; position < 60; position += 3)
        {
            EventAppend append = Append(3, expected: position % 2 == 0 ? position : null);
            EventAppendResult[] results = await Together.RunAsync(4, client => logs[client % 2].AppendAsync(append));
            Assert.All(results, result => Assert.Equal(position + 3, result.Position));
            Assert.Single(results, result => result.Outcome == EventAppendOutcome.Appended);
            Assert.Equal(3, results.Count(result => result.Outcome == EventAppendOutcome.Duplicate));
        }
    }

    /// <summary>A reader sees an append completely or not at all, and keeps seeing what it saw before.</summary>
    [Fact]
    public async Task AReaderNeverSeesHalfAnAppend()
    {
        const int Size = 25;
        const int Appends = 60;
        IEventLog writer = await StartAsync();
        IEventLog reader = await StartAsync();
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= Appends; i++)
            {
                await writer.AppendToAsync(i * Size, Append(Size));
            }
        });

        int seen = 0;
        bool isLast;
        do
        {
            isLast = writing.IsCompleted;
            long last = await reader.LastPositionAsync();
            List<StoredEvent> events = await reader.ReadAsync();
            Assert.Equal(0, last % Size);
            Assert.Equal(0, events.Count % Size);
            Assert.True(events.Count >= last && last >= seen, "A stream became shorter.");
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(one => (int)one.Position));
            seen = events.Count;
        }
        while (!isLast);

        await writing;
        Assert.Equal(Appends * Size, seen);
    }

    /// <summary>After an append is acknowledged, every other process sees it.</summary>
    [Fact]
    public async Task AnAcknowledgedAppendIsVisible()
    {
        IEventLog[] logs = [await StartAsync(), await StartAsync()];
        for (int i = 1; i <= 100; i++)
        {
            EventAppend append = await logs[i % 2].AppendToAsync(i, Append(expected: i - 1));
            IEventLog other = logs[(i + 1) % 2];
            Assert.Equal(i, await other.LastPositionAsync());
            Assert.Equal((i, append.Id), (await other.ReadAsync(after: i - 1)).Select(one => (one.Position, one.AppendId)).Single());
        }
    }

    /// <summary>A restart keeps events, positions and the ids of appends.</summary>
    [Fact]
    public async Task ARestartKeepsEvents()
    {
        IEventLog log = await StartAsync();
        EventAppend first = await log.AppendToAsync(3, Append(3));
        EventAppend second = await log.AppendToAsync(5, Append(2));
        log = await RestartAsync(log);

        await log.AssertHoldsAsync(Checkout, first, second);
        await log.AssertDuplicateAsync(3, first);
        await log.AssertConflictAsync(5, Append(expected: 4));
        EventAppend third = await log.AppendToAsync(6, Append(expected: 5));
        log = await RestartAsync(log);
        await log.AssertHoldsAsync(Checkout, first, second, third);
    }

    /// <summary>Namespaces share neither events nor ids.</summary>
    [Fact]
    public async Task NamespacesShareNothing()
    {
        IEventLog one = await StartAsync(Namespace + "-one");
        IEventLog two = await StartAsync(Namespace + "-two");
        EventAppend append = await one.AppendToAsync(2, Append(2));
        await two.AssertHoldsAsync(Checkout);
        Assert.Empty(await two.StreamsAsync());
        await two.AppendToAsync(2, append);
        EventAppend more = await two.AppendToAsync(3, Append());
        await one.AssertHoldsAsync(Checkout, append);
        await two.AssertHoldsAsync(Checkout, append, more);
    }

    /// <summary>A call that is canceled before it begins throws an exception and has no effect.</summary>
    [Fact]
    public async Task ACancelledCallDoesNothing()
    {
        IEventLog log = await StartAsync();
        EventAppend append = await log.AppendToAsync(1, Append());
        EventAppend never = Append();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.InitializeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.AppendAsync(never, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.GetLastPositionAsync(Stream(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.ReadAsync(new EventQuery(Stream()), cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.ReadAsync([new EventQuery(Stream())], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.ListStreamsAsync(cancelled).ToListAsync());
        await log.AssertHoldsAsync(Checkout, append);
        await log.AppendToAsync(2, never);
    }

    /// <summary>An append that is canceled in progress has its full effect or none, and sending it again completes it.</summary>
    [Fact]
    public async Task ACancellationIsAllOrNothing()
    {
        const int Size = 100;
        IEventLog log = await StartAsync();
        List<EventAppend> appends = [];
        for (int i = 1; i <= 20; i++)
        {
            EventAppend append = Append(Size, expected: i % 2 == 0 ? appends.Count * Size : null);
            await Together.CancelUnderWayAsync(async token => await log.AppendAsync(append, token));
            Assert.Contains((await log.ReadAsync()).Count, (int[])[appends.Count * Size, (appends.Count + 1) * Size]);
            EventAppendResult again = await log.AppendAsync(append);
            Assert.Equal(i * Size, again.Position);
            Assert.NotEqual(EventAppendOutcome.Conflict, again.Outcome);
            appends.Add(append);
        }

        await log.AssertHoldsAsync(Checkout, appends);
    }

    /// <summary>Initialization can be repeated, and can run concurrently in several processes.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        IEventLog[] logs = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Together.RunAsync(logs.Length, async client => await logs[client].InitializeAsync(CancellationToken.None));
        EventAppend append = await logs[0].AppendToAsync(1, Append());
        await logs[1].InitializeAsync(CancellationToken.None);
        await logs[2].AssertHoldsAsync(Checkout, append);
    }
}
