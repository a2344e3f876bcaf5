using Reliability.Common;
using Reliability.Experiments;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Experiments;

/// <summary>The shop starts at 8:00 on 1 March 2026.</summary>
public sealed class EvidenceDayTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 3, 1);
    private static readonly ChangeRequest Request = new() { By = "ada", Reason = "why not" };
    private readonly CountedShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Every_day_is_stored_once_after_its_end_with_the_sums_of_that_time()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 500, 50), ("green", 500, 90));
        (await _shop.Catalog.RecordDayAsync(running)).Should().BeNull("no day has ended");

        At(First.AddDays(1), 0.1);
        (await _shop.Catalog.RecordDayAsync(running)).Should().Be(First);
        await _shop.ArmsAsync(500, ("blue", 500, 50), ("green", 500, 90));
        At(First.AddDays(1), 5);
        (await _shop.Catalog.RecordDayAsync(running)).Should().Be(First);
        At(First.AddDays(2), 0.1);
        (await _shop.Catalog.RecordDayAsync(running)).Should().Be(First.AddDays(1));

        IReadOnlyList<EvidenceDay> days = await _shop.Catalog.GetEvidenceAsync(running);
        days.Select(one => (one.Day, one.Evidence.Sums.Arms.Sum(arm => arm.Units), one.IsConclusion))
            .Should().Equal((First, 1000, false), (First.AddDays(1), 2000, false));
        days[0].Evidence.At.Should().Be(new DateTimeOffset(2026, 3, 2, 0, 6, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_interval_of_a_day_is_that_of_a_report_on_its_evidence_and_can_be_computed_again()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 3000, 300), ("green", 3000, 390));
        At(First.AddDays(1), 0.1);
        ExperimentReport report = await _shop.Catalog.GetReportAsync(running);
        await _shop.Catalog.RecordDayAsync(running);
        await _shop.ArmsAsync(3000, ("blue", 3000, 900), ("green", 3000, 0));

        EvidenceDay day = (await _shop.Catalog.GetEvidenceAsync(running)).Should().ContainSingle().Which;
        day.Metrics.Should().BeEquivalentTo(report.Metrics, o => o.WithStrictOrdering());
        day.Metrics.Should().BeEquivalentTo(ExperimentAnalysis.CompareAtAnyTime(running, day.Evidence), o => o.WithStrictOrdering());
        Comparison lift = day.Metrics[0].Effects[0].Comparison;
        lift.Lift.Should().BeApproximately(0.3, 1e-12);
        (lift.LiftInterval.Lower, lift.Stopping).Should().Match<(double? Lower, StoppingRule Rule)>(
            one => one.Lower > 0 && one.Rule is AlwaysValidRule);
    }

    [Fact]
    public async Task Days_without_a_process_are_left_out_but_for_the_last_which_has_the_sums_of_the_time_at_which_it_is_stored()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 10, 1), ("green", 10, 1));
        At(First.AddDays(4), 9);
        (await _shop.Catalog.RecordDayAsync(running)).Should().Be(First.AddDays(3));

        EvidenceDay day = (await _shop.Catalog.GetEvidenceAsync(running)).Should().ContainSingle().Which;
        (day.Day, day.Evidence.At).Should().Be((First.AddDays(3), new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_pause_ends_with_the_day_on_which_it_began()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        At(First.AddDays(1), 12);
        (await _shop.Catalog.RecordDayAsync(running)).Should().Be(First);
        Experiment paused = (await _shop.Catalog.PauseAsync(running, Request)).Current;
        At(First.AddDays(2), 1);
        (await _shop.Catalog.RecordDayAsync(paused)).Should().Be(First.AddDays(1));
        At(First.AddDays(5), 1);
        (await _shop.Catalog.RecordDayAsync(paused)).Should().Be(First.AddDays(1));
        Experiment resumed = (await _shop.Catalog.ResumeAsync(paused, Request)).Current;
        (await _shop.Catalog.RecordDayAsync(resumed)).Should().Be(First.AddDays(1), "it runs again today only");
        At(First.AddDays(6), 1);
        (await _shop.Catalog.RecordDayAsync(resumed)).Should().Be(First.AddDays(5));

        (await _shop.Catalog.GetEvidenceAsync(resumed)).Select(one => one.Day)
            .Should().Equal(First, First.AddDays(1), First.AddDays(5));
    }

    [Fact]
    public async Task A_draft_has_no_day_and_a_conclusion_is_the_last()
    {
        Experiment draft = (await _shop.Catalog.CreateAsync(CountedShop.Button, Request)).Current;
        At(First.AddDays(1), 1);
        (await _shop.Catalog.RecordDayAsync(draft)).Should().BeNull();
        Experiment running = (await _shop.Catalog.StartAsync(draft, Request with { Id = "go" })).Current;
        await _shop.ArmsAsync(0, ("blue", 300, 30), ("green", 300, 60));
        At(First.AddDays(2), 1);
        await _shop.Catalog.RecordDayAsync(running);
        At(First.AddDays(2), 3);
        Experiment concluded = (await _shop.Catalog.ConcludeAsync(
            running, new() { By = "ada", Reason = "enough", Ship = "blue", Override = true })).Current;
        At(First.AddDays(4), 3);
        (await _shop.Catalog.RecordDayAsync(concluded)).Should().BeNull();

        IReadOnlyList<EvidenceDay> days = await _shop.Catalog.GetEvidenceAsync(concluded);
        days.Select(one => (one.Day, one.IsConclusion)).Should().Equal((First.AddDays(1), false), (First.AddDays(2), true));
        days[1].Evidence.Should().Be(concluded.Conclusion!.Evidence);
        (await _shop.Catalog.GetEvidenceAsync(concluded, after: First.AddDays(1))).Should().ContainSingle(one => one.IsConclusion);
        (await _shop.Catalog.GetEvidenceAsync(concluded, after: First.AddDays(2))).Should().BeEmpty();
        (await _shop.Catalog.GetEvidenceAsync(concluded, maxCount: 1)).Should().ContainSingle(one => one.Day == First.AddDays(1));
    }

    [Fact]
    public async Task A_report_that_is_read_takes_no_look_and_shows_the_last_one()
    {
        Experiment running = await _shop.RunningAsync(
            CountedShop.Button with { Design = new() { Stopping = StoppingRule.GroupSequential(1000, [0.5, 1]) } });
        await _shop.ArmsAsync(0, ("blue", 300, 30), ("green", 300, 90));
        ExperimentReport before = await _shop.Catalog.GetReportAsync(running);
        (before.Looks, before.Verdict).Should().Be((0, Verdict.Inconclusive));
        before.Metrics.Should().OnlyContain(metric => metric.Effects.Count == 0);
        (await _shop.Catalog.GetReportAsync(running)).Looks.Should().Be(0);

        ExperimentReport look = await _shop.Catalog.AnalyzeAsync(running);
        look.Looks.Should().Be(1);
        await _shop.ArmsAsync(300, ("blue", 300, 30), ("green", 300, 30));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        (await _shop.Catalog.GetReportAsync(running)).Should().BeEquivalentTo(look, o => o.WithStrictOrdering());
        (await _shop.Catalog.AnalyzeAsync(running)).Looks.Should().Be(2);
    }

    [Fact]
    public async Task A_design_with_planned_units_shows_no_effects_before_its_conclusion()
    {
        Experiment running = await _shop.RunningAsync(
            CountedShop.Button with { Design = new() { Stopping = StoppingRule.FixedHorizon(600) } });
        await _shop.ArmsAsync(0, ("blue", 300, 30), ("green", 300, 90));
        At(First.AddDays(1), 1);
        await _shop.Catalog.RecordDayAsync(running);

        EvidenceDay day = (await _shop.Catalog.GetEvidenceAsync(running)).Single();
        day.Evidence.Sums.Arms.Sum(arm => arm.Units).Should().Be(600);
        day.Metrics.Should().ContainSingle().Which.Effects.Should().BeEmpty();

        Experiment concluded = (await _shop.Catalog.ConcludeAsync(
            running, new() { By = "ada", Reason = "enough", Ship = "green", Override = true })).Current;
        (await _shop.Catalog.GetEvidenceAsync(concluded)).Should().HaveCount(2).And
            .OnlyContain(one => one.Metrics[0].Effects[0].Comparison.Stopping is AlwaysValidRule);
    }

    [Fact]
    public async Task The_units_of_each_set_of_shares_are_stored()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 10, 1), ("green", 10, 1));
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment edited = (await _shop.Catalog.EditAsync(
            running, running.Definition with { Variants = [new("blue", 1), new("green", 2)] }, Request)).Current;
        _shop.Clock.Advance(TimeSpan.FromHours(1));
        await _shop.ArmsAsync(10, ("blue", 10, 1), ("green", 20, 1));
        At(First.AddDays(1), 1);
        await _shop.Catalog.RecordDayAsync(edited);

        (await _shop.Catalog.GetEvidenceAsync(edited)).Single().Evidence.Periods.Select(one => string.Join(' ', one.Units))
            .Should().Equal("10 10", "10 20");
    }

    [Theory]
    [InlineData("America/New_York", 4, 1)]
    [InlineData("America/New_York", 5.1, 2)]
    [InlineData("Asia/Tokyo", -8.9, 2)]
    public async Task A_day_ends_where_the_service_is(string zone, double hour, int ended)
    {
        var catalog = new ExperimentCatalog(
            _shop.Store.Documents, _shop.Store.Enrollments, "shop", _shop.Clock, TimeZoneInfo.FindSystemTimeZoneById(zone));
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        At(First.AddDays(2), hour);
        (await catalog.RecordDayAsync(running)).Should().Be(First.AddDays(ended - 1));
    }

    [Theory]
    [InlineData("a/b c%2f..")]
    [InlineData("ключ-кнопки")]
    public async Task The_evidence_of_one_experiment_is_never_that_of_another(string key)
    {
        Experiment one = await _shop.RunningAsync(CountedShop.Button with { Key = key });
        Experiment other = await _shop.RunningAsync(CountedShop.Button with { Key = key + "x" });
        At(First.AddDays(1), 1);
        await _shop.Catalog.RecordDayAsync(one);

        (await _shop.Catalog.GetEvidenceAsync(one)).Should().ContainSingle();
        (await _shop.Catalog.GetEvidenceAsync(other)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_store_that_fails_after_it_has_stored_the_day_keeps_the_first_evidence()
    {
        using var store = new ChaosStore(_shop.Store);
        var catalog = new ExperimentCatalog(store.Documents, store.Enrollments, "shop", _shop.Clock);
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 10, 1), ("green", 10, 1));
        At(First.AddDays(1), 1);
        store.Controls[StorageRoles.Enrollments].IsDown = true;
        await FluentActions.Awaiting(async () => await catalog.RecordDayAsync(running)).Should().ThrowAsync<StoreException>();
        (await _shop.Catalog.GetEvidenceAsync(running)).Should().BeEmpty();

        store.Controls[StorageRoles.Enrollments].IsDown = false;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => catalog.RecordDayAsync(running).AsTask()));
        (await _shop.Catalog.GetEvidenceAsync(running)).Should().ContainSingle()
            .Which.Evidence.Sums.Arms.Sum(arm => arm.Units).Should().Be(20);
    }

    [Fact]
    public async Task A_copy_of_the_store_has_the_evidence()
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await _shop.ArmsAsync(0, ("blue", 10, 1), ("green", 10, 1));
        At(First.AddDays(1), 1);
        await _shop.Catalog.RecordDayAsync(running);
        using var target = new InMemoryStore(_shop.Clock);
        await StoreCopy.RunAsync(_shop.Store, target, "shop in memory", progress: null, default);

        var copied = new ExperimentCatalog(target.Documents, target.Enrollments, "shop", _shop.Clock);
        (await copied.GetEvidenceAsync((await copied.GetAsync("button"))!))
            .Should().BeEquivalentTo(await _shop.Catalog.GetEvidenceAsync(running), o => o.WithStrictOrdering());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_number_of_days_out_of_range_is_rejected(int maxCount)
    {
        Experiment running = await _shop.RunningAsync(CountedShop.Button);
        await FluentActions.Awaiting(async () => await _shop.Catalog.GetEvidenceAsync(running, maxCount: maxCount))
            .Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*from 1 to 1000*");
    }

    private void At(DateOnly day, double hours) =>
        _shop.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(hours));
}
