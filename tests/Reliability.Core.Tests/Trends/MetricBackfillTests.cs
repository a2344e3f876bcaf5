using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class MetricBackfillTests
{
    private static readonly DateTimeOffset Now = Series.Monday.AddDays(100);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly InMemorySeriesStore _store = new();
    private readonly SloDefinition _orders = SloDefinition.Availability("orders", 99) with { Service = "shop" };
    private readonly MetricDefinition _latency =
        MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter().ForService("shop"));

    private readonly MetricDefinition _queue = new("queue") { Service = "shop" };

    [Fact]
    public async Task The_values_of_a_text_are_those_that_a_trend_reads()
    {
        string csv = Csv(90 * 24, i => Series.Monday.AddDays(10).AddHours(i), i => i >= 60 * 24 ? 0.4 : 0.3);
        MetricBackfillReport report = await RunAsync("checkout.latency", $"timestamp,value\n{csv}");
        report.Should().BeEquivalentTo(new
        {
            LineCount = 2160,
            WrittenCount = 2160,
            DuplicateCount = 0,
            TooOldCount = 0,
            InFutureCount = 0,
            RejectedCount = 0,
            IsPlan = false,
        });
        report.Range!.Value.Start.Should().Be(Series.Monday.AddDays(10));
        report.Range!.Value.End.Should().Be(Series.Monday.AddDays(100).AddHours(-1).AddTicks(1));

        TrendReport trend = await new MetricTrends(_store, [_latency], [], _clock).AnalyzeAsync("checkout.latency");
        trend.Points.Should().HaveCount(90).And.OnlyContain(point => point.Count == 24 && point.P95 == point.Value);
        trend.Shifts.Should().ContainSingle().Which.At.Should().Be(Series.Monday.AddDays(70));
    }

    [Fact]
    public async Task The_same_text_counts_once_however_often_it_is_run()
    {
        string csv = Csv(25_000, i => Series.Monday.AddMinutes(i), i => i);
        (await RunAsync("queue", csv)).WrittenCount.Should().Be(25_000);
        List<SeriesBucket> first = await DaysAsync("queue");
        for (int run = 0; run < 2; run++)
        {
            MetricBackfillReport again = await RunAsync("queue", csv);
            again.WrittenCount.Should().Be(0);
            again.DuplicateCount.Should().Be(25_000);
        }

        (await DaysAsync("queue")).Should().Equal(first);
        first.Sum(day => day.Count).Should().Be(25_000);
    }

    [Fact]
    public async Task A_run_that_fails_anywhere_continues_and_counts_every_line_once()
    {
        string csv = Csv(35_000, i => Series.Monday.AddMinutes(i), i => i % 97);
        for (int fails = 0; fails < 4; fails++)
        {
            int left = 1;
            ISeriesStore faulty = Through(batch => left-- > 0 ? _store.AppendAsync(batch, CancellationToken.None)
                : throw new StoreException("away", isTransient: true));
            Func<Task> run = async () => await Backfill(faulty).RunAsync(Request("queue", csv));
            if (fails < 3)
            {
                await run.Should().ThrowAsync<StoreException>();
            }
            else
            {
                await run();
            }
        }

        (await DaysAsync("queue")).Sum(day => day.Count).Should().Be(35_000);
        (await RunAsync("queue", csv)).DuplicateCount.Should().Be(35_000);
    }

    [Fact]
    public async Task Two_runs_at_a_time_count_once()
    {
        string csv = Csv(30_000, i => Series.Monday.AddMinutes(i), i => i);
        bool hasOther = false;
        MetricBackfillReport? other = null;
        ISeriesStore racing = Through(async batch =>
        {
            if (!hasOther)
            {
                hasOther = true;
                other = await RunAsync("queue", csv);
            }

            return await _store.AppendAsync(batch, CancellationToken.None);
        });
        MetricBackfillReport one = await Backfill(racing).RunAsync(Request("queue", csv));
        (one.WrittenCount, one.DuplicateCount).Should().Be((0, 30_000));
        other!.WrittenCount.Should().Be(30_000);
        (await DaysAsync("queue")).Sum(day => day.Count).Should().Be(30_000);
    }

    [Fact]
    public async Task A_plan_writes_nothing_and_reports_the_same()
    {
        string csv = $"at;y\n{Csv(12_000, i => Series.Monday.AddMinutes(i), i => i - 1).Replace(',', ';')}x;1\n2026-03-02;-\n";
        MetricBackfillReport plan = await Backfill(_store).PlanAsync(Request("checkout.latency", csv));
        (await _store.ListSeriesAsync(CancellationToken.None).ToListAsync()).Should().BeEmpty();
        (await _store.ListProducersAsync(CancellationToken.None).ToListAsync()).Should().BeEmpty();

        MetricBackfillReport real = await RunAsync("checkout.latency", csv);
        plan.Should().BeEquivalentTo(real with { IsPlan = true });
        real.WrittenCount.Should().Be(11_999);
        real.Rejected.Select(line => (line.Line, line.Reason)).Should().Equal(
            (2, "the value is no duration: it is negative or too large"),
            (12_002, "the time cannot be read"),
            (12_003, "the value is not a number"));

        plan = await Backfill(_store).PlanAsync(Request("checkout.latency", csv));
        (plan.WrittenCount, plan.DuplicateCount, plan.RejectedCount).Should().Be((0, 11_999, 3));
    }

    [Fact]
    public async Task What_is_older_than_the_retention_or_in_the_future_is_counted_and_not_written()
    {
        await _store.SetRetentionAsync(
            "shop", new SeriesRetention(TimeSpan.FromDays(1), TimeSpan.FromDays(30)), CancellationToken.None);
        DateTimeOffset[] times = [Now.AddDays(-31), Now.AddDays(-29), Now.AddHours(1), Now.AddMinutes(1)];
        MetricBackfillReport report = await RunAsync("queue", Csv(4, i => times[i], i => i));
        (report.WrittenCount, report.TooOldCount, report.InFutureCount, report.LineCount).Should().Be((2, 1, 1, 4));
        (await DaysAsync("queue")).Sum(day => day.Count).Should().Be(2);
        report.Range!.Value.Start.Should().Be(Now.AddDays(-29));
    }

    [Fact]
    public async Task The_report_lists_the_first_lines_that_cannot_be_used_and_counts_all()
    {
        string long70 = new('1', 70_000);
        string[] lines =
        [
            "2026-03-02 10:00,1", "", "2026-03-02 10:01", "\"2026-03-02 10:02,1", "yesterday,1", "2026-03-02 10:03,",
            "2026-03-02 10:04,NaN",
            "2026-02-30 10:00,1", $"2026-03-02 10:05,{long70}", "2026-03-02 10:06,1e101", "<script>alert(1)</script>,1",
        ];
        MetricBackfillReport report = await RunAsync("queue", string.Join("\r\n", lines));
        report.WrittenCount.Should().Be(1);
        report.LineCount.Should().Be(10);
        report.Rejected.Select(line => line.Line).Should().Equal(3, 4, 5, 6, 7, 8, 9, 10, 11);
        report.Rejected.Select(line => line.Reason).Should().Contain("the value is not finite")
            .And.Contain("the line has more than 65,536 characters").And.Contain("the value is too large");

        report = await RunAsync("queue", string.Concat(Enumerable.Repeat("x,y\n", 5000)) + "2026-03-02,1");
        report.Rejected.Should().HaveCount(MetricBackfillReport.MaxRejected);
        report.RejectedCount.Should().Be(4999, "the first line is a header");
    }

    [Fact]
    public async Task Times_without_an_offset_are_in_the_zone_of_the_request_and_days_in_that_of_the_service()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var backfill = new MetricBackfill(_store, [_queue], [], new RecorderOptions { DayZone = berlin }, _clock);
        await backfill.RunAsync(Request("queue", "2026-03-29 00:30,1\n2026-03-29 23:30,2\n2026-03-29T23:30:00Z,3") with { Zone = berlin });
        (await DaysAsync("queue")).Select(day => (day.Start, day.Count)).Should().Equal(
            (new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero), 2), (new DateTimeOffset(2026, 3, 29, 22, 0, 0, TimeSpan.Zero), 1));
        (await _store.GetDayZoneAsync("shop", CancellationToken.None)).Should().Be("Europe/Berlin");

        (await RunAsync("queue", "2026-03-30 12:00,1")).WrittenCount.Should().Be(1, "the zone of the store is used from then on");
    }

    [Theory]
    [InlineData("03/04/2026,1\n03/13/2026,1", CsvDateOrder.Unknown, "2026-03-04 2026-03-13")]
    [InlineData("03/04/2026,1\n13/03/2026,1", CsvDateOrder.Unknown, "2026-03-13 2026-04-03")]
    [InlineData("03/04/2026,1", CsvDateOrder.DayFirst, "2026-04-03")]
    [InlineData("03/04/2026,1\n13/03/2026,1", CsvDateOrder.MonthFirst, "2026-03-04")]
    [InlineData("03/03/2026,1", CsvDateOrder.Unknown, "2026-03-03")]
    public async Task The_order_of_day_and_month_is_that_of_the_request_or_of_the_dates(string csv, CsvDateOrder order, string days)
    {
        await RunAsync("queue", csv, request => request with { Dates = order });
        (await DaysAsync("queue")).Select(day => day.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Should().Equal(days.Split(' '));
    }

    [Theory]
    [InlineData("03/04/2026,1\n04/05/2026,1", "*03/04/2026 (line 1) is a date with the month first and with the day first*Dates*")]
    [InlineData("13/03/2026,1\n03/13/2026,1", "*03/13/2026 (line 2) and 13/03/2026 (line 1) cannot both be dates*")]
    [InlineData("2026-03-02;1,5\n2026-03-02;1.5", "*decimal comma in line 1 and a decimal point in line 2*")]
    public async Task A_text_that_can_be_read_in_two_ways_is_rejected_before_anything_is_written(string csv, string message)
    {
        string lines = Csv(20_000, i => Series.Monday.AddMinutes(i), i => i).Replace(',', csv.Contains(';') ? ';' : ',');
        Func<Task> run = async () => await RunAsync("queue", csv + "\n" + lines);
        await run.Should().ThrowAsync<InvalidDataException>().WithMessage(message);
        (await _store.ListSeriesAsync(CancellationToken.None).ToListAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Columns_are_chosen_by_their_names()
    {
        const string csv = "id,region,when,p95,value\n1,eu,2026-03-02 10:00,7,8\n2,us,2026-03-02 11:00,9,10";
        MetricBackfillReport report =
            await RunAsync("queue", csv, request => request with { TimeColumn = "When", ValueColumn = "p95" });
        report.WrittenCount.Should().Be(2);
        (await DaysAsync("queue")).Should().ContainSingle().Which.Sum.Should().Be(16);

        Func<Task> run = async () => await RunAsync("queue", csv, request => request with { ValueColumn = "p59" });
        await run.Should().ThrowAsync<InvalidDataException>().WithMessage("*no column 'p59'*'p95'*");
    }

    [Fact]
    public async Task A_text_is_counted_for_each_metric_that_it_is_added_to()
    {
        const string csv = "2026-03-02 10:00,1";
        MetricBackfillReport one = await RunAsync("queue", csv);
        MetricBackfillReport other = await RunAsync("checkout.latency", csv);
        (one.WrittenCount, other.WrittenCount).Should().Be((1, 1));
        other.ContentId.Should().NotBe(one.ContentId);
        (await RunAsync("queue", "")).Should().BeEquivalentTo(new { LineCount = 0, WrittenCount = 0, Range = (TimeRange?)null });
    }

    [Fact]
    public async Task A_stream_is_read_from_its_position_and_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("2026-03-01 10:00,1\n2026-03-02 10:00,1\n")) { Position = 19 };
        (await Backfill(_store).RunAsync(new MetricBackfillRequest { Metric = "queue", Csv = stream })).WrittenCount.Should().Be(1);
        stream.CanRead.Should().BeTrue();
        stream.Position.Should().Be(19, "a run after a plan reads the same text");
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("2026-03-02 10:00,1\n")];
        using var other = new MemoryStream(utf16);
        (await Backfill(_store).RunAsync(new MetricBackfillRequest { Metric = "queue", Csv = other })).WrittenCount.Should().Be(1);
    }

    [Fact]
    public async Task What_cannot_be_added_to_is_named()
    {
        Func<Task> unknown = async () => await RunAsync("quue", "2026-03-02,1");
        await unknown.Should().ThrowAsync<KeyNotFoundException>().WithMessage("No metric is named 'quue'*'queue'*");
        Func<Task> outcomes = async () => await RunAsync("orders", "2026-03-02,1");
        await outcomes.Should().ThrowAsync<ArgumentException>().WithMessage("*'orders' consists of events that are good or bad*");
        using Stream pipe = Substitute.For<Stream>();
        pipe.CanRead.Returns(true);
        Func<Task> read = async () => await Backfill(_store).RunAsync(new MetricBackfillRequest { Metric = "queue", Csv = pipe });
        await read.Should().ThrowAsync<ArgumentException>().WithMessage("*support seeking*");
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();
        Func<Task> cancel = async () => await Backfill(_store).RunAsync(Request("queue", "2026-03-02,1"), canceled.Token);
        await cancel.Should().ThrowAsync<OperationCanceledException>();
    }

    /// <summary>Neither the text nor the batches of a million values are kept.</summary>
    [Fact]
    public async Task A_million_lines_are_added_in_batches_that_are_not_kept()
    {
        long count = 0;
        int longest = 0;
        int alive = 0;
        List<WeakReference> batches = [];
        ISeriesStore sink = Substitute.For<ISeriesStore>();
        sink = Through(batch =>
        {
            sink.ClearReceivedCalls(); // The substitute itself keeps what it was called with.
            if (batches.Count % 20 == 19)
            {
                GC.Collect();
                alive = Math.Max(alive, batches.Count(one => one.IsAlive));
            }

            count += batch.Deltas.Sum(delta => delta.Bucket.Count);
            longest = Math.Max(longest, batch.Deltas.Count);
            batches.Add(new WeakReference(batch));
            return ValueTask.FromResult(AppendOutcome.Applied);
        });
        using var csv = new GeneratedCsv(Now.AddSeconds(-1_000_000), 1_000_000);
        MetricBackfillReport report = await Backfill(sink).RunAsync(new MetricBackfillRequest { Metric = "queue", Csv = csv });

        report.WrittenCount.Should().Be(1_000_000);
        count.Should().Be(1_000_000);
        batches.Should().HaveCount(100);
        longest.Should().BeLessThan(200, "10,000 seconds are 167 minutes");
        alive.Should().BeLessThan(5);
    }

    private static string Csv(int count, Func<int, DateTimeOffset> at, Func<int, double> value) => string.Concat(
        Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{at(i):yyyy-MM-dd HH:mm:ss},{value(i)}\n")));

    private static MetricBackfillRequest Request(string metric, string csv) =>
        new() { Metric = metric, Csv = new MemoryStream(Encoding.UTF8.GetBytes(csv)) };

    private Task<MetricBackfillReport> RunAsync(
        string metric, string csv, Func<MetricBackfillRequest, MetricBackfillRequest>? change = null)
    {
        MetricBackfillRequest request = Request(metric, csv);
        return Backfill(_store).RunAsync(change?.Invoke(request) ?? request).AsTask();
    }

    private MetricBackfill Backfill(ISeriesStore store) => new(store, [_latency, _queue], [_orders], timeProvider: _clock);

    private Task<List<SeriesBucket>> DaysAsync(string metric) => _store.ReadAsync(
        new SeriesQuery(
            (metric == "queue" ? _queue : _latency).Series.Id, SeriesResolution.Day, DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
        CancellationToken.None).ToListAsync().AsTask();

    /// <summary>The store, whose batches go through a function.</summary>
    private ISeriesStore Through(Func<SeriesBatch, ValueTask<AppendOutcome>> append)
    {
        ISeriesStore store = Substitute.For<ISeriesStore>();
        store.AppendAsync(Arg.Any<SeriesBatch>(), Arg.Any<CancellationToken>()).Returns(call => append(call.Arg<SeriesBatch>()));
        store.GetLastSequenceAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => _store.GetLastSequenceAsync(call.ArgAt<string>(0), call.ArgAt<string>(1), CancellationToken.None));
        store.GetDayZoneAsync(Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => _store.GetDayZoneAsync(call.ArgAt<string>(0), CancellationToken.None));
        return store;
    }
}
