using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class MetricTrendsTests
{
    private readonly FakeTimeProvider _clock = new(Series.Monday);
    private readonly InMemorySeriesStore _store = new();
    private readonly SloDefinition _slo = SloDefinition.Availability("orders", 99);

    [Fact]
    public async Task What_was_recorded_is_analyzed_by_day()
    {
        MetricTrends trends = await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Points.Should().HaveCount(90);
        report.Points[0].Start.Should().Be(Series.Monday);
        report.Points.Should().OnlyContain(point => point.Count == 24 && point.P95 == point.Value && point.Min <= point.Max);
        report.MissingCount.Should().Be(0);
        MetricShift step = report.Shifts.Should().ContainSingle().Which;
        step.At.Should().Be(Series.Monday.AddDays(60));
        step.Size.Should().BeApproximately(0.1, 0.01);
    }

    [Fact]
    public async Task The_current_day_is_not_over_and_is_left_out()
    {
        MetricTrends trends = await RecordAsync(30, _ => 0.3);
        _clock.Advance(TimeSpan.FromHours(5));
        (await trends.AnalyzeAsync("checkout.latency")).Points.Should().HaveCount(30);
        (await trends.AnalyzeAsync("checkout.latency", days: 10)).Points.Should().HaveCount(10);
        (await trends.GetReportAsync(new TrendRequest { Metric = "checkout.latency", Days = 2, Resolution = SeriesResolution.Hour }))
            .Points.Should().HaveCount((2 * 24) - 5);
    }

    [Fact]
    public async Task All_metrics_are_analyzed_at_once_objectives_included()
    {
        MetricTrends trends = await RecordAsync(20, _ => 0.3);
        IReadOnlyList<TrendReport> all = await trends.AnalyzeAllAsync();
        all.Select(report => report.Metric.Name).Should().Equal("checkout.latency", "orders");
        all[1].Points.Should().HaveCount(20).And.OnlyContain(point => point.Value == 1);
        all[1].Metric.AnalyzedFigure.Should().Be(MetricFigure.GoodShare);
    }

    [Fact]
    public async Task What_happened_at_the_time_of_a_shift_is_named_the_nearest_first()
    {
        MetricTrends recorded = await RecordAsync(90, day => day >= 60 ? 0.4 : 0.3);
        IMarkerSource source = Substitute.For<IMarkerSource>();
        source.GetMarkersAsync("shop", Arg.Any<TimeRange>(), Arg.Any<CancellationToken>()).Returns(
        [
            new Marker { At = Series.Monday.AddDays(30), Kind = "deployment", Text = "deployment 4.6.0" },
            new Marker { At = Series.Monday.AddDays(59).AddHours(1), Kind = "experiment", Text = "the start of experiment 'button'" },
            new Marker { At = Series.Monday.AddDays(60).AddHours(9), Kind = "deployment", Text = "deployment 4.7.1" },
        ]);
        var trends = new MetricTrends(_store, recorded.Metrics.Take(1), [], _clock) { Markers = [source] };
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Shifts.Should().ContainSingle().Which.Markers.Select(marker => marker.Text)
            .Should().Equal("deployment 4.7.1", "the start of experiment 'button'");
        report.Summary.Should().EndWith(" on 1 May, at the same time as deployment 4.7.1.");
        report.Summary.Should().NotContain("because");
    }

    [Fact]
    public async Task What_happened_is_asked_once_for_each_service_whatever_the_number_of_its_metrics()
    {
        MetricDefinition[] metrics =
        [
            .. (((string Name, string Service)[])[("a", "shop"), ("b", "shop"), ("c", "shop"), ("d", "mailer"), ("e", "idle")])
                .Select(one => new MetricDefinition(one.Name) { Service = one.Service }),
        ];
        await RecordStepsAsync(metrics);
        IMarkerSource[] sources = [Substitute.For<IMarkerSource>(), Substitute.For<IMarkerSource>()];
        foreach (IMarkerSource source in sources)
        {
            source.GetMarkersAsync(default!, default, default).ReturnsForAnyArgs([]);
        }

        var trends = new MetricTrends(_store, metrics, [], _clock) { Markers = sources };
        IReadOnlyList<TrendReport> reports = await trends.AnalyzeAllAsync();
        reports.Select(report => report.Shifts.Count).Should().Equal(1, 1, 1, 1, 0);
        foreach (IMarkerSource source in sources)
        {
            source.ReceivedCalls().Select(call => (string?)call.GetArguments()[0]).Should().Equal("shop", "mailer");
        }
    }

    [Fact]
    public async Task A_metric_that_never_received_a_value_has_no_verdict()
    {
        var trends = new MetricTrends(_store, [Series.Latency], [], _clock);
        TrendReport report = await trends.AnalyzeAsync("checkout.latency");
        report.Verdict.Should().Be(TrendVerdict.InsufficientData);
        report.Summary.Should().Be("Not enough data: there are no values.");
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_rejected_with_the_nearest_names()
    {
        var trends = new MetricTrends(_store, [Series.Latency], [_slo], _clock);
        Func<Task> act = async () => await trends.AnalyzeAsync("chekout.latency");
        (await act.Should().ThrowAsync<KeyNotFoundException>()).WithMessage("No metric is named 'chekout.latency'*'checkout.latency'*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1827)]
    public async Task Days_outside_their_range_are_rejected(int days)
    {
        var trends = new MetricTrends(_store, [Series.Latency], [], _clock);
        Func<Task> one = async () => await trends.AnalyzeAsync("checkout.latency", days);
        await one.Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*from 1 to 1826*");
        Func<Task> all = async () => await trends.AnalyzeAllAsync(days);
        await all.Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*from 1 to 1826*");
    }

    [Fact]
    public void A_metric_and_an_objective_cannot_have_one_name() =>
        FluentActions.Invoking(() => new MetricTrends(_store, [new MetricDefinition("orders")], [_slo]))
            .Should().Throw<ArgumentException>().WithMessage("*named 'orders'*");

    [Fact]
    public async Task Another_figure_can_be_asked_for_if_the_kind_has_it()
    {
        MetricTrends trends = await RecordAsync(20, _ => 0.3);
        TrendReport count = await trends.GetReportAsync(new TrendRequest { Metric = "checkout.latency", Figure = MetricFigure.Count });
        count.Points.Should().OnlyContain(point => point.Value == 24);
        Func<Task> act = async () => await trends.GetReportAsync(new TrendRequest { Metric = "orders", Figure = MetricFigure.P99 });
        await act.Should().ThrowAsync<ArgumentException>().WithMessage("*have no distribution*");
    }

    [Fact]
    public void Values_are_recorded_by_hand_without_allocation()
    {
        using var recorder = new ReliabilityRecorder(
            _store,
            [
                Series.Latency.Series,
                new MetricDefinition("queue").Series,
                MetricDefinition.Create("score", m => m.Scores(5)).Series,
                _slo.Series,
            ],
            timeProvider: _clock);
        ValueRecorder[] all = [recorder.Metric("checkout.latency"), recorder.Metric("queue"), recorder.Metric("score")];
        Record();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        recorder.GetStatistics().Recorded.Should().Be(6);
        FluentActions.Invoking(() => recorder.Metric("orders")).Should().Throw<InvalidOperationException>().WithMessage("*use Outcomes*");

        void Record()
        {
            foreach (ValueRecorder one in all)
            {
                one.Record(2.5);
            }
        }
    }

    /// <summary>Records 60 days of each metric, which step after 40; those of the service idle do not.</summary>
    private async Task RecordStepsAsync(MetricDefinition[] metrics)
    {
        _clock.SetUtcNow(Series.Monday.AddDays(60));
        await using var recorder = new ReliabilityRecorder(_store, [.. metrics.Select(metric => metric.Series)], timeProvider: _clock);
        foreach ((int index, MetricDefinition metric) in metrics.Index())
        {
            double[] noise = Series.Noise(60, index + 1);
            for (int day = 0; day < 60; day++)
            {
                double level = day >= 40 && metric.Service != "idle" ? 130 : 100;
                recorder.Metric(metric.Name).Record(level + noise[day], Series.Monday.AddDays(day));
            }
        }

        await recorder.FlushAsync();
    }

    /// <summary>Records an event each hour of so many days, the last of which ends now.</summary>
    private async Task<MetricTrends> RecordAsync(int days, Func<int, double> seconds)
    {
        MetricDefinition metric = Series.Latency with { Service = "shop" };
        SloDefinition slo = _slo with { Service = "shop" };
        _clock.SetUtcNow(Series.Monday.AddDays(days));
        double[] noise = Series.Noise(days * 24, 2);
        await using var recorder = new ReliabilityRecorder(_store, [metric.Series, slo.Series], timeProvider: _clock);
        for (int hour = 0; hour < days * 24; hour++)
        {
            DateTimeOffset at = Series.Monday.AddHours(hour);
            recorder.Metric("checkout.latency").Record(seconds(hour / 24) + (0.005 * noise[hour]), at).Should().Be(RecordResult.Accepted);
            recorder.Outcomes("orders").Record(true, at);
        }

        await recorder.FlushAsync();
        return new MetricTrends(_store, [metric], [slo], _clock);
    }
}
