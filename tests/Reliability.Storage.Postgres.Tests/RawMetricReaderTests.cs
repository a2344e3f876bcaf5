using Microsoft.Extensions.Time.Testing;
using Reliability.Trends;

namespace Reliability.Storage.Postgres.Tests;

/// <summary>A table of raw values becomes the points that a trend is computed from.</summary>
public sealed class RawMetricReaderTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly MetricDefinition Latency =
        MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter().ForService("shop"));

    [Fact]
    public async Task The_figures_of_a_day_are_exact_and_those_of_percentile_cont()
    {
        await using RawTable table = await RawTable.CreateAsync();
        await table.RunAsync($"""
            INSERT INTO {table.Name}
            SELECT 'shop', 'checkout.latency', timestamptz '2026-03-01 00:00Z' + interval '1 minute' * n, n
            FROM generate_series(1, 1001) AS n
            """);
        await using RawMetricReader reader = table.Open();

        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Days = 3, Until = Midnight });

        read.Points.Should().Equal(new TrendPoint
        {
            Start = Midnight.AddDays(-1),
            Value = 951,
            Count = 1001,
            Average = 501,
            Min = 1,
            Max = 1001,
            P50 = 501,
            P95 = 951,
            P99 = 991,
        });
        read.Resolution.Should().Be(SeriesResolution.Day);
        read.Hours.Should().HaveCount(17);
        read.Hours[0].Count.Should().Be(59);
        read.Hours[0].P50.Should().Be(30);
        read.DroppedCount.Should().Be(0);
        read.EmptyReason.Should().BeNull();
    }

    [Theory]
    [InlineData(MetricFigure.Mean, 4)]
    [InlineData(MetricFigure.P50, 2.5)]
    [InlineData(MetricFigure.P95, 8.95)]
    [InlineData(MetricFigure.P99, 9.79)]
    [InlineData(MetricFigure.Count, 4)]
    public async Task A_point_has_the_figure_of_the_metric(MetricFigure figure, double expected)
    {
        await using RawTable table = await RawTable.CreateAsync();
        foreach (double value in (double[])[1, 2, 3, 10])
        {
            await table.AddAsync("shop", "checkout.latency", Midnight.AddHours(-1), value);
        }

        await using RawMetricReader reader = table.Open();
        TrendSeries read = await reader.ReadAsync(Latency with { Figure = figure }, new RawMetricQuery { Until = Midnight });
        read.Points.Should().ContainSingle().Which.Value.Should().BeApproximately(expected, 1e-12);
    }

    [Fact]
    public async Task What_is_read_is_analyzed()
    {
        await using RawTable table = await RawTable.CreateAsync();
        await table.RunAsync($"""
            INSERT INTO {table.Name}
            SELECT 'shop', 'checkout.latency', timestamptz '2026-03-02 00:00Z' - interval '1 hour' * n,
                0.3 + 0.01 * sin(n * n) + CASE WHEN n < 24 * 30 THEN 0.04 ELSE 0 END
            FROM generate_series(1, 24 * 90) AS n
            """);
        await using RawMetricReader reader = table.Open(new FakeTimeProvider(Midnight.AddHours(5)));

        TrendReport report = Trend.Analyze(Latency, await reader.ReadAsync(Latency));

        report.Points.Should().HaveCount(90).And.OnlyContain(point => point.Count == 24);
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        report.Shifts.Should().ContainSingle().Which.At.Should().Be(Midnight.AddDays(-30));
        report.TimeOfDay.Should().NotBeNull("the last four weeks are read by hour");
    }

    [Fact]
    public async Task The_current_day_and_what_is_outside_of_the_days_are_left_out()
    {
        await using RawTable table = await RawTable.CreateAsync();
        foreach (double hours in (double[])[-48.001, -48, -0.001, 0, 3, 24])
        {
            await table.AddAsync("shop", "checkout.latency", Midnight.AddHours(hours), hours);
        }

        await using RawMetricReader reader = table.Open(new FakeTimeProvider(Midnight.AddHours(5)));
        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Days = 2 });
        read.Points.Select(point => (point.Start, point.Value))
            .Should().Equal((Midnight.AddDays(-2), -48), (Midnight.AddDays(-1), -0.001));

        read = await reader.ReadAsync(Latency, new RawMetricQuery { Days = 1, Resolution = SeriesResolution.Hour });
        read.Points.Select(point => point.Start).Should().Equal(Midnight.AddHours(-1), Midnight, Midnight.AddHours(3));
        read.Hours.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-03-30", 23)]
    [InlineData("2026-10-26", 25)]
    [InlineData("2026-07-02", 24)]
    public async Task A_day_on_which_clocks_change_has_23_or_25_hours(string nextDay, int hours)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTimeOffset end = DateOnly.ParseExact(nextDay, "yyyy-MM-dd").StartIn(berlin);
        await using RawTable table = await RawTable.CreateAsync();
        await table.RunAsync($"""
            INSERT INTO {table.Name} SELECT 'shop', 'checkout.latency', '{end:O}'::timestamptz - interval '30 minutes' * n, 1
            FROM generate_series(1, 100) AS n
            """);
        await using RawMetricReader reader = table.Open();
        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Days = 1, Until = end, Zone = berlin });
        read.Points.Should().ContainSingle().Which.Count.Should().Be(2 * hours);
        read.Points[0].Start.Should().Be(end.AddHours(-hours));
    }

    [Fact]
    public async Task Values_that_are_missing_or_not_finite_and_missing_times_are_dropped_and_counted()
    {
        await using RawTable table = await RawTable.CreateAsync();
        double?[] values = [1, null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 3];
        foreach (double? value in values)
        {
            await table.AddAsync("shop", "checkout.latency", Midnight.AddHours(-1), value);
        }

        await table.AddAsync("shop", "checkout.latency", null, 5);
        await table.AddAsync("shop", "checkout.latency", Midnight.AddHours(-30), double.NaN);
        await table.RunAsync($"INSERT INTO {table.Name} VALUES ('shop', 'checkout.latency', 'infinity', 7), ('shop', NULL, now(), 7)");
        await using RawMetricReader reader = table.Open();

        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Until = Midnight });
        read.Points.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Count = 2, Average = 2, Min = 1, Max = 3 });
        read.DroppedCount.Should().Be(6);
        Trend.Analyze(Latency, read).DroppedCount.Should().Be(6);
        FluentActions.Invoking(() => Trend.Analyze(Latency, read, new TrendOptions { IsStrict = true }))
            .Should().Throw<ArgumentException>().WithMessage("*dropped 6 values*");
    }

    [Fact]
    public async Task Values_near_the_limits_of_a_double_have_finite_figures()
    {
        await using RawTable table = await RawTable.CreateAsync();
        (int Days, double[] Values)[] days =
        [
            (4, [double.MaxValue, double.MaxValue]),
            (3, [double.MinValue, double.MaxValue]),
            (2, [1e200, 3e200]),
            (1, [double.Epsilon, double.Epsilon, 3e-308]),
        ];
        foreach ((int day, double[] values) in days)
        {
            foreach (double value in values)
            {
                await table.AddAsync("shop", "checkout.latency", Midnight.AddDays(-day), value);
            }
        }

        await using RawMetricReader reader = table.Open();
        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Until = Midnight });
        read.Points.Should().HaveCount(4);
        read.Points.SelectMany(point => new[] { point.Value, point.Average!.Value, point.P50!.Value, point.P99!.Value })
            .Should().OnlyContain(figure => double.IsFinite(figure));
        read.Points[0].Average.Should().Be(double.MaxValue);
        read.Points[1].Average!.Value.Should().BeApproximately(0, 1e293);
        read.Points[2].Average!.Value.Should().BeApproximately(2e200, 1e185);
        read.Points[3].Average!.Value.Should().BeApproximately(1e-308, 1e-322);
    }

    [Fact]
    public async Task Names_with_quotes_and_SQL_are_names_and_nothing_else()
    {
        const string evil = "'; DROP TABLE \"x\"; --";
        await using RawTable table = await RawTable.CreateAsync(options =>
        {
            options.Schema = $"s\"; DROP SCHEMA public; -- {Guid.NewGuid():N}"[..50];
            options.Table = "m\"etrics'; SELECT $1";
            options.ServiceColumn = "service $2 \"of\" it";
            options.MetricColumn = "Metric.\"name\"";
            options.TimestampColumn = "select";
            options.ValueColumn = "\\v'--";
        });
        await table.AddAsync(evil, evil, Midnight.AddHours(-1), 42);
        await table.AddAsync("shop", evil, Midnight.AddHours(-1), 1);
        await table.AddAsync(evil, "other", Midnight.AddHours(-1), 2);
        await using RawMetricReader reader = table.Open();

        var query = new RawMetricQuery { Metric = evil, Service = evil, Until = Midnight };
        (await reader.ReadAsync(Latency, query)).Points.Should().ContainSingle().Which.Value.Should().Be(42);
        TrendSeries missing = await reader.ReadAsync(Latency, query with { Metric = "\"; DELETE FROM metrics" });
        missing.Points.Should().BeEmpty();
        missing.EmptyReason.Should().Contain(evil).And.Contain("'other'");
        (await Database.SqlAsync($"SELECT count(*) FROM {table.Name}")).Should().Equal("3");
    }

    [Fact]
    public async Task A_metric_that_no_row_has_is_reported_with_the_names_that_rows_have()
    {
        await using RawTable table = await RawTable.CreateAsync(types: ("varchar(50)", "timestamptz", "real"));
        foreach (string name in (string[])["checkout.latencies", "search.latency", "a", "a", "b"])
        {
            await table.AddAsync("shop", name, Midnight.AddHours(-1), 1);
        }

        await table.AddAsync("other", "secret", Midnight.AddHours(-1), 1);
        await using RawMetricReader reader = table.Open();

        TrendReport report = Trend.Analyze(Latency, await reader.ReadAsync(Latency, new RawMetricQuery { Until = Midnight }));
        report.Verdict.Should().Be(TrendVerdict.InsufficientData);
        report.Summary.Should().Be(
            $"Not enough data: there are no values. The table {table.Name} has no row of metric 'checkout.latency' of service 'shop'. "
            + "Its metrics of service 'shop' are: 'checkout.latencies', 'search.latency', 'a', 'b'.");

        TrendSeries unknown = await reader.ReadAsync(Latency, new RawMetricQuery { Service = "nobody" });
        unknown.EmptyReason.Should().EndWith("of service 'nobody'. Its metrics of service 'nobody' are: none.");
        TrendSeries early = await reader.ReadAsync(Latency, new RawMetricQuery { Metric = "a", Until = Midnight.AddDays(-9), Days = 2 });
        early.EmptyReason.Should().Contain("has rows of metric 'a'").And.Contain("from 2026-02-19 00:00 to 2026-02-21 00:00 UTC");
    }

    [Fact]
    public async Task A_table_without_services_has_one_column_less()
    {
        await using RawTable table = await RawTable.CreateAsync(options => options.ServiceColumn = null);
        await table.AddAsync("", "checkout.latency", Midnight.AddHours(-1), 7);
        await using RawMetricReader reader = table.Open();
        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Until = Midnight });
        read.Points.Should().ContainSingle().Which.Value.Should().Be(7);
        (await reader.ReadAsync(Latency, new RawMetricQuery { Metric = "x" })).EmptyReason
            .Should().EndWith("has no row of metric 'x'. Its metrics are: 'checkout.latency'.");
    }

    [Theory]
    [InlineData("timestamp", "numeric")]
    [InlineData("date", "integer")]
    [InlineData("timestamptz", "real")]
    public async Task Times_without_a_zone_are_in_UTC_whatever_the_zone_of_the_session(string time, string value)
    {
        await using RawTable table = await RawTable.CreateAsync(
            options => options.ConnectionString += ";Timezone=Asia/Kathmandu", ("varchar(40)", time, value));
        await table.RunAsync($"INSERT INTO {table.Name} VALUES ('shop', 'checkout.latency', '2026-03-01 00:00', 7)");
        await using RawMetricReader reader = table.Open();
        if (time == "timestamptz")
        {
            await table.RunAsync($"DELETE FROM {table.Name}");
            await table.AddAsync("shop", "checkout.latency", Midnight.AddDays(-1), 7);
        }

        TrendSeries read = await reader.ReadAsync(Latency, new RawMetricQuery { Until = Midnight });
        TrendPoint point = read.Points.Should().ContainSingle().Subject;
        point.Start.Should().Be(Midnight.AddDays(-1));
        point.Value.Should().Be(7);
    }

    [Fact]
    public async Task A_share_of_good_events_is_none_of_the_figures()
    {
        await using RawTable table = await RawTable.CreateAsync();
        await using RawMetricReader reader = table.Open();
        Func<Task> read = async () => await reader.ReadAsync(MetricDefinition.Create("m", m => m.Outcomes()));
        await read.Should().ThrowAsync<ArgumentException>().WithMessage("*share of good events*another figure*");
        Func<Task> text = async () => await reader.ReadAsync(Latency, new RawMetricQuery { Metric = "a\0b" });
        await text.Should().ThrowAsync<ArgumentException>().WithMessage("*without a null character*");
    }
}
