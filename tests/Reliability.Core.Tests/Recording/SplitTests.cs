using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Trends;

namespace Reliability.Core.Tests.Recording;

/// <summary>A metric that is split by a dimension has a series for each value next to the total.</summary>
public sealed class SplitTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MetricDefinition Latency =
        MetricDefinition.Create("checkout.latency", m => m.Unit("s").SplitBy("region").Analyze(MetricFigure.Count));

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly InMemoryStore _store;
    private readonly MetricTrends _trends;

    public SplitTests()
    {
        _store = new InMemoryStore(_clock);
        _trends = new MetricTrends(_store.Series, [Latency], [], _clock) { Documents = _store.Documents };
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_total_holds_everything_and_twenty_of_25_values_are_told_apart()
    {
        await using ReliabilityRecorder recorder = Recorder();
        ValueRecorder metric = recorder.Metric(Latency.Name);
        for (int i = 0; i < 25; i++)
        {
            for (int n = 0; n <= i; n++)
            {
                metric.Record(0.3, $"region-{i:00}").Should().BeTrue();
            }
        }

        metric.Record(0.3).Should().BeTrue();
        await recorder.FlushAsync();

        IReadOnlyList<string> values = await _trends.GetValuesAsync(Latency.Name);
        values.Should().Equal([.. Enumerable.Range(0, 20).Select(i => $"region-{i:00}"), "other"]);
        (await CountAsync("region-07")).Should().Be(8);
        (await CountAsync("other")).Should().Be(21 + 22 + 23 + 24 + 25);
        (await CountAsync(value: null)).Should().Be((25 * 26 / 2) + 1);
        recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 326L, Flushed = 326L, Pending = 0L, Dropped = 0L });
    }

    [Fact]
    public void Recording_a_known_value_of_any_kind_allocates_nothing()
    {
        MetricDefinition[] all =
        [
            Latency,
            MetricDefinition.Create("queue", m => m.Values().SplitBy("region")),
            MetricDefinition.Create("score", m => m.Scores(5).SplitBy("region")),
            MetricDefinition.Create("paid", m => m.Outcomes().SplitBy("region")),
        ];
        using ReliabilityRecorder recorder = new(_store.Series, all.Select(one => one.Series), timeProvider: _clock)
        {
            Documents = _store.Documents,
        };
        ValueRecorder[] values = [.. all.Take(3).Select(one => recorder.Metric(one.Name))];
        OutcomeRecorder paid = recorder.Outcomes("paid");
        Record();
        Record();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Record();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Record()
        {
            for (int i = 0; i < 1000; i++)
            {
                foreach (ValueRecorder one in values)
                {
                    one.Record(2.5, "eu-west");
                    one.Record(2.5, Start, "eu-west");
                }

                paid.Record(i % 2 == 0, "eu-west");
                paid.Record(1, 1, "eu-west");
            }
        }
    }

    [Fact]
    public async Task A_value_beyond_the_known_ones_allocates_nothing_either()
    {
        await using ReliabilityRecorder recorder = Recorder();
        ValueRecorder metric = recorder.Metric(Latency.Name);
        string[] values = [.. Enumerable.Range(0, 30).Select(i => $"region-{i:00}")];
        RecordAll();
        await recorder.FlushAsync();
        RecordAll();
        RecordAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        RecordAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void RecordAll()
        {
            for (int i = 0; i < 1000; i++)
            {
                metric.Record(0.3, values[i % values.Length]);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public async Task Without_a_value_an_event_counts_in_the_total_alone(string? value)
    {
        await using ReliabilityRecorder recorder = Recorder();
        recorder.Metric(Latency.Name).Record(0.3, value).Should().BeTrue();
        recorder.Metric(Latency.Name).Record(0.3, Start, value).Should().Be(RecordResult.Accepted);
        await recorder.FlushAsync();
        (await CountAsync(value: null)).Should().Be(2);
        (await _trends.GetValuesAsync(Latency.Name)).Should().BeEmpty();
    }

    [Fact]
    public async Task Hostile_values_are_kept_apart_bounded_and_found_by_their_own_text()
    {
        string[] values =
        [
            "<script>alert(1)</script>", "a\u0000b", "half \uD800", "\u202Egnp", new string('x', 1024), new string('x', 1023) + "y",
            "'; DROP TABLE x; --", "value=1%", "e\u0301", new string('\u20AC', 70),
        ];
        await using ReliabilityRecorder recorder = Recorder();
        foreach (string value in values)
        {
            recorder.Metric(Latency.Name).Record(0.3, value).Should().BeTrue();
        }

        recorder.Metric(Latency.Name).Record(0.3, "  \u00E9 ").Should().BeTrue("white space at the ends and decomposition do not count");
        await recorder.FlushAsync();

        IReadOnlyList<string> known = await _trends.GetValuesAsync(Latency.Name);
        known.Should().HaveCount(values.Length).And.OnlyHaveUniqueItems();
        known.Should().Contain("<script>alert(1)</script>").And.Contain("a\uFFFDb").And.Contain("\u00E9");
        known.Should().OnlyContain(text => System.Text.Encoding.UTF8.GetByteCount(text) <= 120 && !text.Any(char.IsControl));
        foreach (string value in values)
        {
            (await CountAsync(value)).Should().Be(value == "e\u0301" ? 2 : 1, value);
        }
    }

    [Fact]
    public async Task A_value_that_was_never_recorded_is_rejected_with_the_nearest_names()
    {
        await using ReliabilityRecorder recorder = Recorder();
        recorder.Metric(Latency.Name).Record(0.3, "eu-west");
        await recorder.FlushAsync();
        Func<Task> act = async () => await CountAsync("eu-wset");
        (await act.Should().ThrowAsync<KeyNotFoundException>()).WithMessage("*no value 'eu-wset' of 'region'*'eu-west'*");
    }

    [Fact]
    public async Task A_metric_that_is_not_split_counts_values_in_its_total()
    {
        MetricDefinition metric = new("queue");
        await using ReliabilityRecorder recorder = new(_store.Series, [metric.Series], timeProvider: _clock)
        {
            Documents = _store.Documents,
        };
        recorder.Metric("queue").Record(3, "eu-west").Should().BeTrue();
        await recorder.FlushAsync();
        var trends = new MetricTrends(_store.Series, [metric], [], _clock) { Documents = _store.Documents };
        (await trends.GetValuesAsync("queue")).Should().BeEmpty();
        Func<Task> act = async () => await trends.GetReportAsync(new TrendRequest { Metric = "queue", Value = "eu-west" });
        await act.Should().ThrowAsync<KeyNotFoundException>().WithMessage("*is not split*");
        Func<Task> all = async () => await trends.AnalyzeValuesAsync("queue");
        await all.Should().ThrowAsync<ArgumentException>().WithMessage("*is not split*");
    }

    [Fact]
    public async Task A_second_process_and_a_restart_tell_the_same_values_apart()
    {
        await using (ReliabilityRecorder first = Recorder())
        {
            Fill(first, 0, 20);
            await first.StopAsync();
        }

        await using ReliabilityRecorder second = Recorder();
        Fill(second, 20, 20);
        Fill(second, 5, 1);
        await second.FlushAsync();
        Fill(second, 45, 1);
        await second.FlushAsync();

        IReadOnlyList<string> values = await _trends.GetValuesAsync(Latency.Name);
        values.Should().Equal([.. Enumerable.Range(0, 20).Select(i => $"region-{i:00}"), "other"]);
        (await CountAsync("region-05")).Should().Be(2);
        (await CountAsync("other")).Should().Be(21);
    }

    [Fact]
    public async Task Two_processes_at_the_same_time_agree_on_twenty_values_and_lose_nothing()
    {
        await using ReliabilityRecorder one = Recorder();
        await using ReliabilityRecorder two = Recorder();
        Fill(one, 0, 15);
        Fill(two, 10, 15);
        await Task.WhenAll(one.FlushAsync().AsTask(), two.FlushAsync().AsTask());
        await Task.WhenAll(one.FlushAsync().AsTask(), two.FlushAsync().AsTask());

        IReadOnlyList<string> values = await _trends.GetValuesAsync(Latency.Name);
        values.Should().HaveCount(21).And.EndWith("other");
        long sum = 0;
        foreach (string value in values)
        {
            sum += await CountAsync(value);
        }

        sum.Should().Be(30).And.Be(await CountAsync(value: null));
    }

    [Fact]
    public async Task A_value_without_events_for_a_month_gives_its_place_to_a_new_one()
    {
        await using ReliabilityRecorder recorder = Recorder();
        Fill(recorder, 0, 20);
        await recorder.FlushAsync();
        _clock.Advance(TimeSpan.FromDays(25));
        Fill(recorder, 1, 19);
        Fill(recorder, 90, 1);
        await recorder.FlushAsync();
        (await _trends.GetValuesAsync(Latency.Name)).Should().Contain("region-00").And.NotContain("region-90");

        _clock.Advance(TimeSpan.FromDays(6));
        Fill(recorder, 1, 1);
        await recorder.FlushAsync();
        Fill(recorder, 91, 1);
        await recorder.FlushAsync();
        (await _trends.GetValuesAsync(Latency.Name)).Should().Contain("region-91").And.NotContain("region-00").And.HaveCount(21);

        // The process that told it apart counts it as other from now on.
        Fill(recorder, 0, 1);
        await recorder.FlushAsync();
        (await CountAsync("other")).Should().Be(2);
    }

    [Fact]
    public async Task A_new_value_waits_for_its_list_and_the_total_does_not()
    {
        using var chaos = new ChaosStore(_store);
        await using ReliabilityRecorder recorder = Recorder(chaos.Documents);
        Fill(recorder, 0, 1);
        chaos.Controls[StorageRoles.Documents].IsDown = true;
        await recorder.Invoking(one => one.FlushAsync().AsTask()).Should().ThrowAsync<StoreException>();
        (await CountAsync(value: null)).Should().Be(1);
        (await _trends.GetValuesAsync(Latency.Name)).Should().BeEmpty();

        chaos.Controls[StorageRoles.Documents].IsDown = false;
        await recorder.FlushAsync();
        (await CountAsync("region-00")).Should().Be(1);
    }

    [Fact]
    public async Task The_end_of_a_process_sends_values_that_no_flush_has_listed()
    {
        await using ReliabilityRecorder recorder = Recorder();
        Fill(recorder, 0, 25);
        RecorderStatistics statistics = await recorder.StopAsync();
        statistics.Should().BeEquivalentTo(new { Recorded = 25L, Flushed = 25L, Pending = 0L, PendingBuckets = 0 });
        (await CountAsync("region-19")).Should().Be(1);
        (await CountAsync("other")).Should().Be(5);
    }

    [Fact]
    public async Task Without_documents_the_first_twenty_values_of_a_process_are_counted()
    {
        await using ReliabilityRecorder recorder = new(_store.Series, [Latency.Series], timeProvider: _clock);
        Fill(recorder, 0, 30);
        await recorder.FlushAsync();
        string[] names = [.. (await _store.Series.ListSeriesAsync(CancellationToken.None).ToListAsync()).Select(id => id.Name)];
        names.Should().HaveCount(22).And.Contain("checkout.latency (metric) (value:region=region-19)")
            .And.Contain("checkout.latency (metric) (value:region=other)");
    }

    private static void Fill(ReliabilityRecorder recorder, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            recorder.Metric(Latency.Name).Record(0.3, $"region-{i:00}");
        }
    }

    private async Task<long> CountAsync(string? value)
    {
        // The current day is not over, and has no point.
        var later = new FakeTimeProvider(_clock.GetUtcNow().AddDays(1));
        var trends = new MetricTrends(_store.Series, [Latency], [], later) { Documents = _store.Documents };
        TrendReport report = await trends.GetReportAsync(new TrendRequest { Metric = Latency.Name, Value = value });
        (report.Value is null).Should().Be(value is null);
        return report.Points.Sum(point => point.Count);
    }

    private ReliabilityRecorder Recorder(IDocumentStore? documents = null) =>
        new(_store.Series, [Latency.Series], timeProvider: _clock) { Documents = documents ?? _store.Documents };
}
