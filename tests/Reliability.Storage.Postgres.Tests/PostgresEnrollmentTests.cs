using System.Diagnostics;
using Npgsql;
using Reliability.TestServers;

namespace Reliability.Storage.Postgres.Tests;

public sealed class PostgresEnrollmentTests
{
    private static readonly ExperimentId Button = new("shop", "button");
    private readonly string _schema = Database.Schema();

    [Fact]
    public async Task Entries_are_applied_in_their_order_and_sums_lose_who_crosses()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        EnrollmentResult first = await ApplyAsync(
            store, 1, Sum("a", 1), Seen("a", "red"), Sum("a", 3, 2), Sum("a", 4), First("a"), First("a"), Seen("b", "blue"), Sum("b", 5),
            Covariate("b", 7), Covariate("b", 8),
            Sum("b", 1) with { Variant = "red" }, Sum("b", 1) with { Time = Some.Noon.AddDays(-1) }, Seen("a", "red"));
        first.Should()
            .BeEquivalentTo(new EnrollmentResult { Enrolled = 2, Counted = 5, Duplicates = 3, OtherVariant = 1, Unexposed = [0, 11] });
        (await SummaryAsync(store)).Should().BeEquivalentTo(new EnrollmentSummary
        {
            Arms = [new ArmSummary
            {
                Variant = "blue",
                Units = 1,
                Metrics = [new MetricSums
            {
                Metric = "spent",
                Units = 1,
                X = 5,
                XX = 25,
                Y = 7,
                YY = 49,
                XY = 35,
            }],
            }, new ArmSummary
            {
                Variant = "red",
                Units = 1,
                Metrics = [new MetricSums
            {
                Metric = "bought",
                Units = 1,
                X = 1,
                XX = 1,
                Y = 0,
                YY = 0,
                XY = 0,
            }, new MetricSums
            {
                Metric = "spent",
                Units = 1,
                X = 7,
                XX = 49,
                Y = 2,
                YY = 4,
                XY = 14,
            }],
            }],
            Crossed = 0,
        });

        EnrollmentResult second = await ApplyAsync(
            store,
            2,
            Seen("a", "red") with { Time = Some.Noon.AddHours(-1) },
            Sum("a", 9),
            Seen("a", "blue"),
            Sum("a", 1),
            Seen("a", "blue"),
            Seen("c", "red"),
            Sum("c", 2),
            Seen("c", "green"),
            Sum("b", 1));
        second.Should().BeEquivalentTo(new EnrollmentResult { Enrolled = 1, Crossed = 2, Counted = 3, Duplicates = 2, OfCrossed = 1 });
        (await SummaryAsync(store)).Should().BeEquivalentTo(new EnrollmentSummary
        {
            Arms = [new ArmSummary
            {
                Variant = "blue",
                Units = 1,
                Metrics = [new MetricSums
            {
                Metric = "spent",
                Units = 1,
                X = 6,
                XX = 36,
                Y = 7,
                YY = 49,
                XY = 42,
            }],
            }, new ArmSummary
            {
                Variant = "red",
                Units = 0,
                Metrics = [],
            }],
            Crossed = 2,
        });
        (await store.Enrollments.ReadUnitsAsync(Button, CancellationToken.None).ToListAsync()).Should().BeEquivalentTo(
            [new EnrolledUnit
            {
                Unit = "a",
                Variant = "red",
                Time = Some.Noon.AddHours(-1),
                IsCrossed = true,
            }, new EnrolledUnit
            {
                Unit = "b",
                Variant = "blue",
                Time = Some.Noon,
                IsCrossed = false,
            }, new EnrolledUnit
            {
                Unit = "c",
                Variant = "red",
                Time = Some.Noon,
                IsCrossed = true,
            }]);
        (await store.Enrollments.GetVariantsAsync(Button, ["b", "x", "a"], CancellationToken.None)).Should().Equal("blue", null, "red");

        (await ApplyAsync(store, 2, Seen("z", "red"))).Should().BeEquivalentTo(second);
        (await ApplyAsync(store, 1, Seen("z", "red"))).Should().BeEquivalentTo(new EnrollmentResult { Superseded = true });
        (await store.Enrollments.ListExperimentsAsync(CancellationToken.None).ToListAsync()).Should().Equal(Button);
    }

    [Fact]
    public async Task Eight_clients_enroll_the_same_units_and_each_is_counted_once()
    {
        const int Units = 5000;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            // A data source each, as processes have; each in an order of its own.
            await using PostgresStore store = await Database.OpenAsync(_schema, o => o.ConnectionString += ";Maximum Pool Size=1");
            int[] units = [.. Enumerable.Range(0, Units)];
            new Random(client).Shuffle(units);
            long sequence = 0;
            foreach (int[] chunk in units.Chunk(500))
            {
                await store.Enrollments.ApplyAsync(
                    new EnrollmentBatch(
                        Button,
                        $"p{client}",
                        ++sequence,
                        chunk.SelectMany(i => (EnrollmentEntry[])[Seen($"u{i}", i % 2 == 0 ? "red" : "blue"), Sum($"u{i}", 1)])),
                    CancellationToken.None);
            }
        })));
        await using PostgresStore after = await Database.OpenAsync(_schema);
        (await SummaryAsync(after)).Should().BeEquivalentTo(new EnrollmentSummary
        {
            Arms = [.. new[] { "blue", "red" }.Select(arm => new ArmSummary
            {
                Variant = arm,
                Units = 2500,
                Metrics = [new MetricSums
            {
                Metric = "spent",
                Units = 2500,
                X = 2500 * 8,
                XX = 2500 * 64,
                Y = 0,
                YY = 0,
                XY = 0,
            }],
            })],
            Crossed = 0,
        });
        (await after.Enrollments.ReadUnitsAsync(Button, CancellationToken.None).CountAsync()).Should().Be(Units);

        await after.Enrollments.DeleteAsync(Button, CancellationToken.None);
        (await SummaryAsync(after)).Arms.Should().BeEmpty();
        foreach (string table in (string[])
        [
            "experiment",
            "experiment_arm",
            "experiment_metric",
            "experiment_producer",
            "arm_sums",
            "enrolled_unit",
            "enrolled_value",
        ])
        {
            (await Database.SqlAsync($"SELECT count(*) FROM {_schema}.{table}")).Should().Equal("0");
        }
    }

    [Fact]
    public async Task A_reply_that_is_lost_is_answered_as_it_was()
    {
        var settings = new NpgsqlConnectionStringBuilder(await Database.ConnectionStringAsync());
        await using TcpProxy proxy = await TcpProxy.StartAsync(settings.Host!, settings.Port);
        settings.Host = proxy.Host;
        settings.Port = proxy.Port;
        settings.SslMode = SslMode.Disable;
        await using PostgresStore store = await Database.OpenAsync(_schema, o => o.ConnectionString = settings.ConnectionString);
        await ApplyAsync(store, 1, Seen("a", "red"));

        Task dropped = proxy.DropReplyAfterRequest("apply_enrollments");
        (await ApplyAsync(store, 2, Seen("b", "red"), Sum("x", 1)))
            .Should()
            .BeEquivalentTo(new EnrollmentResult { Enrolled = 1, Unexposed = [1] });
        await dropped;
        (await SummaryAsync(store)).Arms.Single().Units.Should().Be(2);
    }

    [Theory]
    [InlineData(1e-162, 1e-162)]
    [InlineData(1e-300, 1e-50)]
    [InlineData(double.Epsilon, 1e100)]
    [InlineData(-1e100, 1e-200)]
    [InlineData(1.4916681462400413e-154, 1.4916681462400413e-154)]
    [InlineData(1.5717277847026288e-162, -1.5717277847026288e-162)]
    [InlineData(1.5717277847026286e-162, 1.5717277847026286e-162)]
    public async Task Products_are_those_of_this_library_to_the_bit(double x, double y)
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        await ApplyAsync(store, 1, Seen("a", "red"), Sum("a", x, y));
        (await SummaryAsync(store)).Arms.Single().Metrics.Should().Equal(new MetricSums
        {
            Metric = "spent",
            Units = 1,
            X = x,
            XX = x * x,
            Y = y,
            YY = y * y,
            XY = x * y,
        });
    }

    [Fact]
    public async Task A_thousand_entries_take_well_below_a_second_on_a_busy_machine()
    {
        await using PostgresStore store = await Database.OpenAsync(_schema);
        EnrollmentEntry[] entries =
        [
            .. Enumerable.Range(0, 500).SelectMany(i => (EnrollmentEntry[])[Seen($"u{i}", "red"), Sum($"u{i}", 1)]),
        ];
        List<TimeSpan> times = [];
        for (int sequence = 1; sequence <= 10; sequence++)
        {
            long start = Stopwatch.GetTimestamp();
            await ApplyAsync(store, sequence, entries);
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        Console.WriteLine("1000 entries, ms: " + string.Join(' ', times.Select(t => (int)t.TotalMilliseconds)));
        times.Min().Should().BeLessThan(TimeSpan.FromMilliseconds(500));
    }

    private static EnrollmentEntry Seen(string unit, string variant) => new()
    {
        Kind = EnrollmentKind.Exposure,
        Unit = unit,
        Variant = variant,
        Value = 0,
        Second = 0,
        Time = Some.Noon,
    };

    private static EnrollmentEntry Sum(string unit, double value, double second = 0) => new()
    {
        Kind = EnrollmentKind.Sum,
        Unit = unit,
        Metric = "spent",
        Value = value,
        Second = second,
        Time = Some.Noon,
    };

    private static EnrollmentEntry First(string unit) => new()
    {
        Kind = EnrollmentKind.First,
        Unit = unit,
        Metric = "bought",
        Value = 1,
        Second = 0,
        Time = Some.Noon,
    };

    private static EnrollmentEntry Covariate(string unit, double second) => new()
    {
        Kind = EnrollmentKind.Covariate,
        Unit = unit,
        Metric = "spent",
        Value = 0,
        Second = second,
        Time = Some.Noon.AddDays(-9),
    };

    private static ValueTask<EnrollmentResult> ApplyAsync(PostgresStore store, long sequence, params EnrollmentEntry[] entries) =>
        store.Enrollments.ApplyAsync(new EnrollmentBatch(Button, "p", sequence, entries), CancellationToken.None);

    private static ValueTask<EnrollmentSummary> SummaryAsync(PostgresStore store) =>
        store.Enrollments.SummarizeAsync(Button, CancellationToken.None);
}
