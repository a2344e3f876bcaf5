using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Tests.Shared;

/// <summary>
/// A small content of every role, which the sample of each adapter holds: what is written, what is read back, and what follows it.
/// </summary>
internal static class StoredContent
{
    public const string Service = "shop";

    /// <summary>A minute in the past, and one six hours later, on the same day in <see cref="Zone"/>.</summary>
    public static readonly DateTimeOffset Early = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Noon = Early.AddHours(6);

    /// <summary>The start of the day of both in Kathmandu.</summary>
    public static readonly DateTimeOffset Day = new(2026, 2, 28, 18, 15, 0, TimeSpan.Zero);

    /// <summary>The end that samples give to the lease that is held, and to keys that expire.</summary>
    public static readonly DateTimeOffset End = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly CancellationToken None = CancellationToken.None;

    private const string Zone = "Asia/Kathmandu";

    private static readonly DocumentId Objective = new(Service, "slos", "checkout");
    private static readonly DocumentId Debt = new(Service, "debt", "slow-query");
    private static readonly StreamId Audit = new(Service, "audit");
    private static readonly LeaseRequest Held = new(new LeaseId(Service, "fold"), "host-1", TimeSpan.FromDays(1));
    private static readonly LeaseRequest Released = new(new LeaseId(Service, "alerts"), "host-2", TimeSpan.FromDays(1));

    /// <summary>Six different lengths, all of them so long that no clock makes the content old.</summary>
    private static readonly SeriesRetention Retention = new(
        TimeSpan.FromDays(40_000),
        TimeSpan.FromDays(50_000),
        TimeSpan.FromDays(60_000),
        new SketchRetention(TimeSpan.FromDays(30_000), TimeSpan.FromDays(45_000), TimeSpan.FromDays(55_000)));

    /// <summary>Keeps the days as long, and nothing else of the past.</summary>
    private static readonly SeriesRetention DaysOnly = new(
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromDays(60_000),
        new SketchRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromDays(55_000)));

    private static readonly NewEvent[] Events =
    [
        new("opened", Noon.AddMicroseconds(123_456), """{"by":"Zoë","text":"it's\n\"slow\""}"""),
        new("closed", Noon.AddMinutes(1), "{}"),
    ];

    private static readonly string[] Json = ["""{"target":99}""", """{"target":99.9,"name":"Kasse – Zürich"}""", """{"effort":"low"}"""];

    /// <summary>The ETags that samples give to the documents, which are random otherwise.</summary>
    private static readonly string[] ETags = [new('1', 32), new('2', 32)];

    /// <summary>Writes the content to an empty store. Returns its random texts, each with the one that samples have instead.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> WriteAsync(IReliabilityStore store)
    {
        await store.Series.AppendAsync(Batch(7, Visits(3), Latency(2, 0.25, 0.5, 2)), None);
        await store.Series.AppendAsync(new SeriesBatch(Service, "host-2", 1, []), None);
        await store.Series.SetRetentionAsync(Service, Retention, None);
        (await store.Series.FoldAsync(Service, None)).Should().Be(1);
        (await store.Series.TrimAsync(Service, None)).Should().Be(0);
        await store.Series.AppendAsync(Batch(8, Latency(1, 1)), None);

        var first = DocumentWrite.Create(Objective, Json[0]);
        var second = DocumentWrite.Replace(Objective, first.ETag, Json[1]);
        var other = DocumentWrite.Create(Debt, Json[2]);
        var gone = DocumentWrite.Create(new DocumentId(Service, "debt", "paid"), "{}");
        foreach (DocumentWrite write in (DocumentWrite[])[first, second, other, gone])
        {
            (await store.Documents.PutAsync(write, None)).Should().Be(WriteOutcome.Stored);
        }

        (await store.Documents.DeleteAsync(gone.Id, gone.ETag, None)).Should().Be(DeleteOutcome.Deleted);

        await store.Events.AppendAsync(new EventAppend(Audit, Events, expectedPosition: 0, id: "append-1"), None);

        await store.Leases.AcquireAsync(Held, None);
        Lease released = (await store.Leases.AcquireAsync(Released, None))!;
        (await store.Leases.ReleaseAsync(released, None)).Should().BeTrue();

        await StoredEnrollments.WriteAsync(store.Enrollments);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [second.ETag.Value] = ETags[0],
            [other.ETag.Value] = ETags[1],
        };
    }

    /// <summary>Requires that a store that was opened on a sample returns the content.</summary>
    /// <param name="store">The store.</param>
    /// <param name="token">The token of the lease that is held in the sample.</param>
    public static async Task ShouldBeReadAsync(IReliabilityStore store, long token)
    {
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            await ShouldHoldAsync(store, "visits", tier, new SeriesBucket(StartOf(tier, Early), 3, 3));
            await ShouldHoldAsync(store, "latency", tier, Latencies(tier, 3, 0.25, 0.5, 2, 1));
        }

        (await store.Series.GetDayZoneAsync(Service, None)).Should().Be(Zone);
        (await store.Series.GetRetentionAsync(Service, None)).Should().Be(Retention);
        (await store.Series.GetLastSequenceAsync(Service, "host-1", None)).Should().Be(8);
        (await store.Series.ListProducersAsync(None).ToListAsync())
            .Should()
            .BeEquivalentTo([new SeriesProducer(Service, "host-1", 8), new SeriesProducer(Service, "host-2", 1)]);
        (await store.Series.ListSeriesAsync(None).ToListAsync())
            .Should()
            .BeEquivalentTo([new SeriesId(Service, "visits"), new SeriesId(Service, "latency")]);

        (await store.Documents.GetAsync([Objective, Debt, new DocumentId(Service, "debt", "paid")], None))
            .Should()
            .Equal(
                new Document { Id = Objective, ETag = new ETag(ETags[0]), Json = Json[1] },
                new Document { Id = Debt, ETag = new ETag(ETags[1]), Json = Json[2] },
                null);
        (await store.Documents.ListCollectionsAsync(None).ToListAsync())
            .Should()
            .BeEquivalentTo([Objective.Collection, Debt.Collection]);
        (await store.Documents.ListAsync(new DocumentQuery(Debt.Collection), None)).Documents
            .Should()
            .ContainSingle()
            .Which.Id.Should()
            .Be(Debt);

        (await store.Events.ReadAsync(new EventQuery(Audit), None).ToListAsync())
            .Should()
            .Equal(Events.Select((one, i) => new StoredEvent
            {
                Position = i + 1,
                AppendId = "append-1",
                Type = one.Type,
                Time = one.Time,
                Json = one.Json,
            }));
        (await store.Events.GetLastPositionAsync(Audit, None)).Should().Be(2);
        (await store.Events.ListStreamsAsync(None).ToListAsync()).Should().Equal(Audit);

        (await store.Leases.ListAsync(Service, None)).Leases
            .Should()
            .Equal(new Lease { Request = Held, Token = token, ExpiresAt = End });

        await StoredEnrollments.ShouldBeReadAsync(store.Enrollments);
    }

    /// <summary>Writes more of every role to a store that holds the content, and requires that it continues what is stored.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lastToken">The last token that was given in the sample, to the lease that was released.</param>
    /// <param name="advance">Advances the time of a store that has no clock of its own.</param>
    public static async Task ShouldBeContinuedAsync(IReliabilityStore store, long lastToken, Action<TimeSpan>? advance = null)
    {
        await ContinueDocumentsAsync(store.Documents);
        await ContinueEventsAsync(store.Events);
        await ContinueLeasesAsync(store.Leases, lastToken);
        await StoredEnrollments.ShouldBeContinuedAsync(store.Enrollments);
        await ContinueSeriesAsync(store, advance);
    }

    private static async Task ContinueSeriesAsync(IReliabilityStore store, Action<TimeSpan>? advance)
    {
        (await store.Series.AppendAsync(Batch(8, Latency(1, 1)), None)).Should().Be(AppendOutcome.Duplicate);
        (await store.Series.AppendAsync(new SeriesBatch(Service, "host-2", 1, [Visits(1)]), None)).Should().Be(AppendOutcome.Duplicate);
        await store.Invoking(one => one.Series.AppendAsync(new SeriesBatch(Service, "host-1", 9, [Visits(1)]), None).AsTask())
            .Should()
            .ThrowAsync<DayZoneException>("its days lie in UTC");
        (await store.Series.AppendAsync(Batch(9, Visits(2), Latency(1, 4)), None)).Should().Be(AppendOutcome.Applied);
        await ShouldHoldMoreAsync();
        (await store.Series.FoldAsync(Service, None)).Should().Be(2, "an entry is of the sample, and one of now");
        await ShouldHoldMoreAsync();

        await store.Series.SetRetentionAsync(Service, DaysOnly, None);
        long removed = await store.Series.TrimAsync(Service, None);
        advance?.Invoke(TimeSpan.FromDays(30));
        removed += await store.Series.TrimAsync(Service, None);
        removed.Should().BeGreaterThanOrEqualTo(2, "the early minute and its hour are old");
        (await ReadAsync(store, "visits", SeriesResolution.Minute)).Should().BeEmpty();
        (await ReadAsync(store, "visits", SeriesResolution.Hour)).Should().BeEmpty();
        await ShouldHoldAsync(store, "visits", SeriesResolution.Day, new SeriesBucket(Day, 5, 5));
        await ShouldHoldAsync(store, "latency", SeriesResolution.Day, Latencies(SeriesResolution.Day, 4, 0.25, 0.5, 2, 1, 4));

        async Task ShouldHoldMoreAsync()
        {
            foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
            {
                await ShouldHoldAsync(store, "visits", tier, new SeriesBucket(StartOf(tier, Early), 5, 5));
                await ShouldHoldAsync(store, "latency", tier, Latencies(tier, 4, 0.25, 0.5, 2, 1, 4));
            }
        }
    }

    private static async Task ContinueDocumentsAsync(IDocumentStore store)
    {
        var next = DocumentWrite.Replace(Objective, new ETag(ETags[0]), """{"target":99.95}""");
        (await store.PutAsync(next, None)).Should().Be(WriteOutcome.Stored);
        (await store.PutAsync(DocumentWrite.Replace(Objective, new ETag(ETags[0]), "{}"), None)).Should().Be(WriteOutcome.Conflict);
        (await store.PutAsync(DocumentWrite.Create(Debt, "{}"), None)).Should().Be(WriteOutcome.Conflict, "it exists");
        (await store.PutAsync(DocumentWrite.Create(new DocumentId(Service, "slos", "login"), "{}"), None)).Should().Be(WriteOutcome.Stored);
        (await store.GetAsync(Objective, None)).Should().Be(new Document { Id = Objective, ETag = next.ETag, Json = next.Json });
        (await store.ListAsync(new DocumentQuery(Objective.Collection), None)).Documents
            .Select(one => one.Id.Id)
            .Should()
            .Equal("checkout", "login");
        (await store.DeleteAsync(Debt, new ETag(ETags[1]), None)).Should().Be(DeleteOutcome.Deleted);
    }

    private static async Task ContinueEventsAsync(IEventLog log)
    {
        (await log.AppendAsync(new EventAppend(Audit, Events, id: "append-1"), None))
            .Should()
            .Be(new EventAppendResult { Outcome = EventAppendOutcome.Duplicate, Position = 2 });
        var next = new NewEvent("opened", Noon.AddDays(1), """{"by":"ana"}""");
        (await log.AppendAsync(new EventAppend(Audit, [next], expectedPosition: 1), None))
            .Should()
            .Be(new EventAppendResult { Outcome = EventAppendOutcome.Conflict, Position = 2 });
        (await log.AppendAsync(new EventAppend(Audit, [next], expectedPosition: 2), None))
            .Should()
            .Be(new EventAppendResult { Outcome = EventAppendOutcome.Appended, Position = 3 });
        (await log.ReadAsync(new EventQuery(Audit), None).ToListAsync())
            .Select(one => (one.Position, one.Type, one.Time))
            .Should()
            .Equal((1, "opened", Events[0].Time), (2, "closed", Events[1].Time), (3, "opened", next.Time));
    }

    private static async Task ContinueLeasesAsync(ILeaseStore store, long lastToken)
    {
        Lease held = (await store.GetAsync(Held.Id, None))!;
        (await store.AcquireAsync(new LeaseRequest(Held.Id, "host-2", Held.Duration), None)).Should().BeNull("host-1 holds it");
        (await store.AcquireAsync(Held, None))!.Token.Should().Be(held.Token, "the owner asks again");
        (await store.RenewAsync(held, None))!.Token.Should().Be(held.Token);
        (await store.AcquireAsync(Released, None))!.Token.Should().BeGreaterThan(lastToken);
        (await store.ReleaseAsync(held, None)).Should().BeTrue();
        (await store.AcquireAsync(new LeaseRequest(Held.Id, "host-2", Held.Duration), None))!.Token.Should().BeGreaterThan(lastToken);
    }

    private static SeriesBatch Batch(long sequence, params IEnumerable<SeriesDelta> deltas) =>
        new(Service, "host-1", sequence, deltas) { DayZone = TimeZoneInfo.FindSystemTimeZoneById(Zone) };

    /// <summary>Events without values.</summary>
    private static SeriesDelta Visits(long count) => new("visits", new SeriesBucket(Early, count, count));

    /// <summary>Events with values and their sketch.</summary>
    private static SeriesDelta Latency(long good, params double[] values) => new("latency", Bucket(Noon, good, values));

    private static SeriesBucket Latencies(SeriesResolution tier, long good, params double[] values) =>
        Bucket(StartOf(tier, Noon), good, values);

    private static SeriesBucket Bucket(DateTimeOffset start, long good, double[] values)
    {
        var sketch = new QuantileSketch();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        return new SeriesBucket(start, values.Length, good)
        {
            ScaledSum = values.Sum() * SeriesBucket.SumScale,
            Min = values.Min(),
            Max = values.Max(),
            Sketch = sketch,
        };
    }

    private static DateTimeOffset StartOf(SeriesResolution tier, DateTimeOffset minute) => tier == SeriesResolution.Day ? Day : minute;

    private static async Task ShouldHoldAsync(IReliabilityStore store, string series, SeriesResolution tier, SeriesBucket expected)
    {
        SeriesBucket found = (await ReadAsync(store, series, tier)).Should().ContainSingle("{0} has one {1}", series, tier).Which;
        found.WithoutSketch().Should().Be(expected.WithoutSketch(), "{0} has one {1}", series, tier);
        if (expected.Sketch is null)
        {
            found.Sketch.Should().BeNull();
        }
        else
        {
            found.Sketch!.ToBytes().Should().Equal(expected.Sketch.ToBytes(), "{0} has the values of one {1}", series, tier);
        }
    }

    private static async Task<IReadOnlyList<SeriesBucket>> ReadAsync(IReliabilityStore store, string series, SeriesResolution tier)
    {
        var all = new SeriesQuery(new SeriesId(Service, series), tier, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
        {
            IncludeSketches = true,
        };
        return (await store.Series.ReadAsync([all], None))[0];
    }
}
