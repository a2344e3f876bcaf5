namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresBatchTests
{
    private const int Many = 1000;
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task A_call_for_many_is_one_round_trip()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        DocumentWrite[] writes = [.. Enumerable.Range(0, Many).Select(i => DocumentWrite.Create(Doc(i), $"{i}"))];
        (await CountAsync(async () =>
            (await store.Documents.PutAsync(writes, CancellationToken.None)).Should().AllBeEquivalentTo(WriteOutcome.Stored)))
            .Should()
            .Be(1);
        (await CountAsync(async () => (await store.Documents.GetAsync([.. writes.Select(write => write.Id)], CancellationToken.None))
            .Select(one => one!.Json).Should().Equal(Enumerable.Range(0, Many).Select(i => $"{i}")))).Should().Be(1);

        IReadOnlyList<Lease?> leases = [];
        (await CountAsync(async () =>
            leases = await store.Leases.AcquireAsync([.. Enumerable.Range(0, Many).Select(i => Request(i, "me"))], CancellationToken.None)))
            .Should()
            .Be(1);
        leases.Select(lease => lease!.Request.Id.Job).Should().Equal(Enumerable.Range(0, Many).Select(i => $"j{i}"));
        (await CountAsync(async () => (await store.Leases.RenewAsync([.. leases!], CancellationToken.None)).Should().NotContainNulls()))
            .Should()
            .Be(1);
        (await CountAsync(async () => (await store.Leases.ListAsync("shop", CancellationToken.None)).Leases.Should().HaveCount(Many)))
            .Should()
            .Be(1);
        (await CountAsync(async () =>
            (await store.Leases.ReleaseAsync([.. leases!], CancellationToken.None)).Should().AllBeEquivalentTo(true)))
            .Should()
            .Be(1);
        (await CountAsync(async () => (await store.Leases.ListAsync("shop", CancellationToken.None)).Leases.Should().BeEmpty()))
            .Should()
            .Be(1);

        (await CountAsync(async () =>
            (await store.Events.ReadAsync(
                [.. Enumerable.Range(0, Many).Select(i => new EventQuery(new StreamId("shop", $"s{i}")))],
                CancellationToken.None))
            .Should().HaveCount(Many))).Should().Be(1);
        (await CountAsync(async () =>
            (await store.Enrollments.SummarizeAsync(
                [.. Enumerable.Range(0, Many).Select(i => new ExperimentId("shop", $"e{i}"))],
                CancellationToken.None))
            .Should().HaveCount(Many))).Should().Be(1);
    }

    [Fact]
    public async Task Documents_beyond_what_a_statement_carries_are_put_in_their_order()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        string body = new('x', Document.MaxBytes - 2);
        List<DocumentWrite> writes = [DocumentWrite.Create(Doc(0), $"\"{body}\"")];
        for (int i = 1; i < 20; i++)
        {
            writes.Add(DocumentWrite.Replace(Doc(0), writes[^1].ETag, writes[^1].Json));
        }

        (await CountAsync(async () =>
            (await store.Documents.PutAsync(writes, CancellationToken.None)).Should().AllBeEquivalentTo(WriteOutcome.Stored)))
            .Should()
            .BeInRange(2, 4);
        (await store.Documents.GetAsync(Doc(0), CancellationToken.None))!.ETag.Should().Be(writes[^1].ETag);
    }

    [Fact]
    public async Task Batches_that_name_the_same_rows_in_any_order_never_wait_for_each_other_in_a_circle()
    {
        const int Clients = 6;
        const int Rounds = 20;
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await store.InitializeAsync(CancellationToken.None);
        int stored = 0;
        int taken = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(client);
            for (int round = 0; round < Rounds; round++)
            {
                // Half of the rows are new in every round, so that adding them races too.
                int[] rows = [.. Enumerable.Range(round * 10, 20)];
                random.Shuffle(rows);
                IReadOnlyList<WriteOutcome> outcomes =
                    await store.Documents.PutAsync([.. rows.Select(i => DocumentWrite.Create(Doc(i), "1"))], CancellationToken.None);
                Interlocked.Add(ref stored, outcomes.Count(outcome => outcome == WriteOutcome.Stored));
                random.Shuffle(rows);
                IReadOnlyList<Lease?> leases =
                    await store.Leases.AcquireAsync([.. rows.Select(i => Request(i, $"c{client}"))], CancellationToken.None);
                Lease[] held = [.. leases.OfType<Lease>()];
                Interlocked.Add(ref taken, held.Length);
                random.Shuffle(held);
                (await store.Leases.RenewAsync(held, CancellationToken.None)).Should().NotContainNulls();
                random.Shuffle(held);
                (await store.Leases.ReleaseAsync(held, CancellationToken.None)).Should().AllBeEquivalentTo(true);
            }
        })));
        stored.Should().Be((Rounds + 1) * 10);
        taken.Should().BeGreaterThanOrEqualTo((Rounds + 1) * 10);
        (await Database.SqlAsync($"SELECT count(*) FROM {_schema}.lease")).Should().Equal(["0"], "all were released");
    }

    [Fact]
    public async Task Streams_and_experiments_of_one_call_keep_their_places()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        foreach ((string service, string name, int count) in ((string, string, int)[])
        [
            ("shop", "a", 3),
            ("bank", "a", 1),
            ("shop", "b", 2),
        ])
        {
            await store.Events.AppendAsync(
                new EventAppend(
                    new StreamId(service, name),
                    Enumerable.Range(1, count).Select(i => new NewEvent(service, Some.Noon, $"{i}"))),
                CancellationToken.None);
            await store.Enrollments.ApplyAsync(
                new EnrollmentBatch(
                    new ExperimentId(service, name),
                    "p",
                    1,
                    Enumerable.Range(1, count).Select(i => new EnrollmentEntry
                    {
                        Kind = EnrollmentKind.Exposure,
                        Unit = $"u{i}",
                        Variant = "red",
                        Value = 0,
                        Second = 0,
                        Time = Some.Noon,
                    })),
                CancellationToken.None);
        }

        IReadOnlyList<IReadOnlyList<StoredEvent>> events = await store.Events.ReadAsync(
            [
                new EventQuery(new StreamId("shop", "b"), after: 1),
                new EventQuery(new StreamId("shop", "none")),
                new EventQuery(new StreamId("shop", "a"), after: 0, maxCount: 2),
                new EventQuery(new StreamId("bank", "a")),
                new EventQuery(new StreamId("shop", "a"), after: long.MaxValue),
                new EventQuery(new StreamId("shop", "b")),
            ],
            CancellationToken.None);
        events.Select(list => string.Join(' ', list.Select(one => one.Type + one.Position)))
            .Should()
            .Equal("shop2", "", "shop1 shop2", "bank1", "", "shop1 shop2");

        IReadOnlyList<EnrollmentSummary> summaries = await store.Enrollments.SummarizeAsync(
            [
                new ExperimentId("shop", "b"),
                new ExperimentId("shop", "none"),
                new ExperimentId("bank", "a"),
                new ExperimentId("shop", "a"),
                new ExperimentId("shop", "b"),
            ],
            CancellationToken.None);
        summaries.Select(summary => summary.Arms.Sum(arm => arm.Units)).Should().Equal(2, 0, 1, 3, 2);
    }

    private static DocumentId Doc(int i) => new("shop", "c", $"d{i}");

    private static LeaseRequest Request(int i, string owner) => new(new LeaseId("shop", $"j{i}"), owner, TimeSpan.FromMinutes(1));

    private static Task<int> CountAsync(Func<Task> work) => Database.CommandsAsync(work);
}
