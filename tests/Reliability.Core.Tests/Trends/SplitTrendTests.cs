using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

/// <summary>The trends of the values of a split metric, and which of them degrades most.</summary>
public sealed class SplitTrendTests : IDisposable
{
    private static readonly MetricDefinition Latency = Series.Latency with { SplitBy = "region" };
    private readonly FakeTimeProvider _clock = new(Series.Monday.AddDays(60));
    private readonly InMemoryStore _store;
    private readonly MetricTrends _trends;

    public SplitTrendTests()
    {
        _store = new InMemoryStore(_clock);
        _trends = new MetricTrends(_store.Series, [Latency], [], _clock) { Documents = _store.Documents };
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_report_of_the_total_names_the_value_that_degrades_most()
    {
        await RecordAsync(("eu-west", day => day < 40 ? 0.3 : 0.6), ("us-east", day => day < 40 ? 0.3 : 0.33), ("ap-south", _ => 0.3));
        TrendReport report = await _trends.AnalyzeAsync(Latency.Name);
        report.Verdict.Should().Be(TrendVerdict.Degrading);
        (report.Value, report.DegradingValue).Should().Be((null, "eu-west"));
        report.Summary.Should().Match("Degrading: p95 rose *. It degrades mostly in eu-west: p95 rose * there.");
        TrendMarkdown.Write(report).Should().Contain("mostly in eu");
        (await _trends.AnalyzeAllAsync())[0].Should().BeEquivalentTo(new { report.Verdict, report.DegradingValue, report.Summary });
    }

    [Fact]
    public async Task A_value_that_degrades_is_named_although_the_total_is_stable()
    {
        await RecordAsync(
            ("eu-west", day => day < 40 ? 0.1 : 0.2), ("us-east", _ => 0.9), ("ap-south", _ => 0.9), ("sa-east", _ => 0.9));
        TrendReport report = await _trends.AnalyzeAsync(Latency.Name);
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.DegradingValue.Should().Be("eu-west");
        report.Summary.Should().Contain("It degrades in eu-west: p95 rose ").And.NotContain("mostly");
    }

    [Fact]
    public async Task Values_that_only_vary_by_chance_are_not_named()
    {
        await RecordAsync([.. Enumerable.Range(0, 20).Select(i => ($"region-{i}", (Func<int, double?>)(_ => 0.3)))]);
        TrendReport report = await _trends.AnalyzeAsync(Latency.Name);
        report.Verdict.Should().Be(TrendVerdict.Stable);
        report.DegradingValue.Should().BeNull();
        report.Summary.Should().NotContain("It degrades");
    }

    [Fact]
    public async Task Each_value_has_a_report_of_its_own_in_one_read()
    {
        await RecordAsync(("eu-west", day => day < 40 ? 0.3 : 0.6), ("us-east", _ => 0.3));
        IReadOnlyList<TrendReport> all = await _trends.AnalyzeValuesAsync(Latency.Name, days: 90);
        all.Select(report => (report.Value, report.Verdict)).Should().Equal(
            ("eu-west", TrendVerdict.Degrading), ("us-east", TrendVerdict.Stable));
        all.Should().OnlyContain(report => report.Points.Count == 60 && report.Metric.Name == Latency.Name);
        TrendReport one = await _trends.GetReportAsync(new TrendRequest { Metric = Latency.Name, Value = "eu-west" });
        (one.Value, one.Verdict, one.Trend).Should().Be(("eu-west", TrendVerdict.Degrading, all[0].Trend));
        one.DegradingValue.Should().BeNull("the report is about one value");
        one.TimeOfDay.Should().NotBeNull("hours are read too");
        (await _trends.GetAllValuesAsync()).Should().ContainSingle().Which.Value.Should().Equal("eu-west", "us-east");
    }

    [Fact]
    public async Task A_value_that_goes_quiet_has_counts_of_zero_and_not_gaps()
    {
        await RecordAsync(("eu-west", day => day < 40 ? 0.3 : null), ("us-east", _ => 0.3));
        TrendReport report = await _trends.GetReportAsync(
            new TrendRequest { Metric = Latency.Name, Value = "eu-west", Figure = MetricFigure.Count });
        report.Points.Should().HaveCount(60);
        report.CurrentValue.Should().Be(0);
        report.Points[0].Value.Should().Be(4);
    }

    [Fact]
    public async Task A_value_without_a_day_has_no_verdict()
    {
        await using (ReliabilityRecorder recorder = Recorder())
        {
            recorder.Metric(Latency.Name).Record(0.3, "eu-west");
            await recorder.FlushAsync();
        }

        TrendReport report = await _trends.GetReportAsync(new TrendRequest { Metric = Latency.Name, Value = "eu-west" });
        report.Verdict.Should().Be(TrendVerdict.InsufficientData);
        (await _trends.AnalyzeValuesAsync(Latency.Name)).Should().ContainSingle().Which.Verdict.Should().Be(TrendVerdict.InsufficientData);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("other")]
    [InlineData("EU-WEST")]
    public async Task A_text_that_is_no_known_value_is_rejected(string value)
    {
        await RecordAsync(("eu-west", _ => 0.3));
        Func<Task> act = async () => await _trends.GetReportAsync(new TrendRequest { Metric = Latency.Name, Value = value });
        await act.Should().ThrowAsync<KeyNotFoundException>().WithMessage("*has no value '*'eu-west'*");
    }

    [Fact]
    public void A_dimension_has_a_valid_name()
    {
        MetricDefinition.Create("m", m => m.SplitBy("region")).SplitBy.Should().Be("region");
        MetricDefinition.Create("m", m => m.SplitBy("region")).Series.SplitBy.Should().Be("region");
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.SplitBy(""))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.SplitBy("a\nb"))).Should().Throw<ArgumentException>()
            .WithMessage("*control characters*");
        string longest = new('x', 201);
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.SplitBy(longest))).Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_an_error_for_values_and_not_for_the_total()
    {
        await RecordAsync(("eu-west", _ => 0.3));
        var id = new DocumentId(Latency.Service, "metric-values", "checkout.latency (metric) by region");
        Document list = (await _store.Documents.GetAsync(id, CancellationToken.None))!;
        await _store.Documents.PutAsync(DocumentWrite.Replace(id, list.ETag, """{"v":99}"""), CancellationToken.None);
        (await _trends.AnalyzeAsync(Latency.Name)).Verdict.Should().Be(TrendVerdict.Stable);
        await _trends.Invoking(one => one.GetValuesAsync(Latency.Name).AsTask()).Should().ThrowAsync<StoreException>();

        // A process of this version counts what is new to it as other, and loses nothing of the total.
        await using ReliabilityRecorder recorder = Recorder();
        recorder.Metric(Latency.Name).Record(0.3, "new");
        await recorder.FlushAsync();
        recorder.GetStatistics().Pending.Should().Be(0);
    }

    /// <summary>Records four events a day for each value.</summary>
    private async Task RecordAsync(params (string Value, Func<int, double?> Seconds)[] values)
    {
        await using ReliabilityRecorder recorder = Recorder();
        ValueRecorder metric = recorder.Metric(Latency.Name);
        double[] noise = Series.Noise(60 * 4 * values.Length, 3);
        int n = 0;
        for (int quarter = 0; quarter < 60 * 4; quarter++)
        {
            foreach ((string value, Func<int, double?> seconds) in values)
            {
                double error = noise[n++];
                if (seconds(quarter / 4) is { } mean)
                {
                    metric.Record(mean * (1 + (0.02 * error)), Series.Monday.AddHours(6 * quarter), value)
                        .Should().Be(RecordResult.Accepted);
                }
            }
        }

        await recorder.FlushAsync();
    }

    private ReliabilityRecorder Recorder() =>
        new(_store.Series, [Latency.Series], timeProvider: _clock) { Documents = _store.Documents };
}
