using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Statistics;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class SloGuardrailTests : IDisposable
{
    private static readonly ExperimentId Id = new("shop", "button");
    private static readonly SloDefinition Checkout = SloDefinition.Availability("checkout", 99.9m);
    private static readonly SloDefinition Pages = SloDefinition.Latency("pages", TimeSpan.FromMilliseconds(43), 99m);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store;
    private readonly InMemoryEnrollmentStore _enrollments = new();
    private readonly ReliabilityRecorder _recorder;
    private readonly ExperimentTracker _tracker;
    private readonly ExperimentCatalog _catalog;

    public SloGuardrailTests()
    {
        _store = new InMemoryStore(_clock);
        _recorder = new ReliabilityRecorder(_store.Series, [Checkout.Series, Pages.Series], timeProvider: _clock);
        _tracker = new ExperimentTracker(_enrollments, timeProvider: _clock);
        _catalog = new ExperimentCatalog(_store.Documents, _enrollments, "shop", _clock);
    }

    private static ExperimentDefinition Button => new()
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.01))],
    };

    public void Dispose()
    {
        _recorder.Dispose();
        _tracker.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task An_event_counts_once_for_the_objective_and_once_for_its_unit()
    {
        TrackedExperiment tracked = Run(Button);
        OutcomeGuardrail guardrail = tracked.Guardrail(_recorder.Outcomes("checkout"));
        tracked.Expose("one");
        foreach (bool good in (bool[])[true, false, true, true])
        {
            guardrail.Record("one", good).Should().BeTrue();
        }

        tracked.Expose("two");
        guardrail.Record("two", good: false).Should().BeTrue();
        guardrail.Record("three", good: false).Should().BeTrue("the store knows whether it was exposed");
        await FlushAsync();

        (await StatusAsync("checkout")).Should().Be((3m, 3m));
        EnrollmentSummary sums = await _enrollments.SummarizeAsync(Id, default);
        MetricSums[] metrics = [.. sums.Arms.SelectMany(a => a.Metrics)];
        metrics.Should().OnlyContain(m => m.Metric == "slo:checkout");
        (metrics.Sum(m => m.X), metrics.Sum(m => m.XX), metrics.Sum(m => m.Y), metrics.Sum(m => m.YY), metrics.Sum(m => m.XY))
            .Should()
            .Be((2, 2, 5, 17, 5));
    }

    [Fact]
    public async Task A_latency_is_bad_from_the_objectives_own_threshold_on()
    {
        TrackedExperiment tracked = Run(Button);
        LatencyGuardrail guardrail = tracked.Guardrail(_recorder.Latencies("pages"));
        tracked.Expose("one");
        guardrail.Record("one", TimeSpan.FromMilliseconds(43)).Should().BeTrue();
        guardrail.Record("one", TimeSpan.FromMilliseconds(43) + TimeSpan.FromTicks(1)).Should().BeTrue();
        guardrail.Record("one", TimeSpan.Zero).Should().BeTrue();
        guardrail.Record("one", TimeSpan.FromTicks(-1)).Should().BeFalse();
        _recorder.GetStatistics().Rejected.Should().Be(1);
        await FlushAsync();

        (await StatusAsync("pages")).Should().Be((2m, 1m));
        MetricSums sums = (await _enrollments.SummarizeAsync(Id, default)).Arms.Single().Metrics.Single();
        sums.Should().Be(new MetricSums { Metric = "slo:pages", Units = 1, X = 1, XX = 1, Y = 3, YY = 9, XY = 3 });
    }

    [Fact]
    public async Task Units_that_the_experiment_leaves_out_count_for_the_objective_alone_and_wait_nowhere()
    {
        TrackedExperiment tracked = Run(Button with
        {
            Coverage = 0.5,
            Forced = new Dictionary<string, string> { ["tester"] = "green" },
            Targeting = [new TargetingRule("country", TargetingOperator.OneOf, ["DE"])],
        });
        var german = new Dictionary<string, string> { ["country"] = "DE" };
        var french = new Dictionary<string, string> { ["country"] = "FR" };
        OutcomeGuardrail guardrail = tracked.Guardrail(_recorder.Outcomes("checkout"));
        string[] users = [.. Enumerable.Range(0, 1000).Select(i => $"user-{i}")];
        string[] inside = [.. users.Where(u => tracked.Decide(u, german).Counts)];
        inside.Length.Should().BeInRange(400, 600);

        users.Count(u => guardrail.Record(u, good: true)).Should().Be(inside.Length, "without attributes the draw alone tells");
        users.Count(u => guardrail.Record(u, good: true, german)).Should().Be(inside.Length);
        users.Count(u => guardrail.Record(u, good: true, french)).Should().Be(0);
        guardrail.Record("tester", good: false).Should().BeFalse();

        _tracker.Statistics.Tracked.Should().Be(2 * inside.Length);
        await FlushAsync();
        (await StatusAsync("checkout")).Should().Be((3000m, 1m));
    }

    [Fact]
    public async Task A_sticky_experiment_counts_whom_it_keeps_against_the_draw()
    {
        ExperimentDefinition sticky = Button with { IsSticky = true };
        TrackedExperiment before = Run(sticky);
        TrackedExperiment after = Run(sticky with { Coverage = 0.5 });
        string[] left =
        [
            .. Enumerable.Range(0, 100).Select(i => $"user-{i}").Where(u => after.Decide(u).Reason == VariantReason.NotIncluded).Take(3),
        ];
        (string kept, string unasked, string never) = (left[0], left[1], left[2]);
        await before.ExposeAsync(kept);
        await before.ExposeAsync(unasked);
        await _tracker.FlushAsync();
        using var other = new ExperimentTracker(_enrollments, timeProvider: _clock);
        TrackedExperiment elsewhere = other.Track(after.Experiment);
        (await elsewhere.ExposeAsync(kept)).Reason.Should().Be(VariantReason.Kept);
        (await elsewhere.ExposeAsync(never)).Reason.Should().Be(VariantReason.NotIncluded);
        OutcomeGuardrail guardrail = elsewhere.Guardrail(_recorder.Outcomes("checkout"));

        guardrail.Record(kept, good: false).Should().BeTrue();
        guardrail.Record(unasked, good: false).Should().BeTrue("another process may have exposed it, and the store knows");
        guardrail.Record(never, good: false).Should().BeFalse("the store was asked and does not know it");

        await other.FlushAsync();
        (await _enrollments.SummarizeAsync(Id, default)).Arms.Sum(a => a.Metrics.Sum(m => m.X)).Should().Be(2);
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Paused)]
    [InlineData(ExperimentState.RolledBack)]
    [InlineData(ExperimentState.Concluded)]
    public async Task While_the_experiment_does_not_run_the_objective_alone_counts(ExperimentState state)
    {
        OutcomeGuardrail guardrail = _tracker.Track(Of(Button) with { State = state }).Guardrail(_recorder.Outcomes("checkout"));
        guardrail.Record("one", good: true).Should().BeFalse();
        _tracker.Statistics.Tracked.Should().Be(0);
        await FlushAsync();
        (await StatusAsync("checkout")).Should().Be((1m, 0m));
    }

    [Fact]
    public async Task Without_a_unit_the_objective_alone_counts_because_the_event_happened()
    {
        TrackedExperiment tracked = Run(Button);
        tracked.Guardrail(_recorder.Outcomes("checkout")).Record("", good: false).Should().BeFalse();
        tracked.Guardrail(_recorder.Latencies("pages")).Record(null, TimeSpan.Zero).Should().BeFalse();
        _tracker.Statistics.Should().BeEquivalentTo(new { Tracked = 0, RejectedUnits = 2 });
        await FlushAsync();
        (await StatusAsync("checkout")).Should().Be((0m, 1m));
        (await StatusAsync("pages")).Should().Be((1m, 0m));
    }

    [Fact]
    public void A_guardrail_is_found_by_the_objectives_name_and_only_when_it_is_declared_as_one()
    {
        string longest = new('s', 200);
        TrackedExperiment tracked = Run(Button with
        {
            Metrics =
            [
                .. Button.Metrics,
                new() { Name = "slo:pages", Kind = MetricKind.Ratio },
                ExperimentMetric.SloGuardrail(longest, GuardrailMargin.Relative(0.1)),
            ],
        });
        tracked.SloGuardrail("checkout")
            .Should()
            .BeSameAs(tracked.Metric("slo:checkout")).And
            .BeSameAs(tracked.Guardrail(_recorder.Outcomes("checkout")).Metric);
        tracked.SloGuardrail("pages").Should().BeNull("it is there to learn from");
        tracked.SloGuardrail("absent").Should().BeNull();
        tracked.SloGuardrail(longest)!.Name.Should().StartWith("slo:#").And.HaveLength(69);
        Action nameless = () => ExperimentMetric.SloGuardrail("", GuardrailMargin.Absolute(0.1));
        nameless.Should().Throw<ArgumentException>().WithParameterName("slo");
        ExperimentMetric metric = ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.001));
        (metric.Kind, metric.Role, metric.Goal).Should().Be((MetricKind.Ratio, MetricRole.Guardrail, MetricGoal.Decrease));
    }

    [Fact]
    public void Recording_allocates_nothing()
    {
        TrackedExperiment tracked = Run(Button with { Coverage = 0.5, IsSticky = true });
        string outside = Enumerable.Range(0, 100).Select(i => $"user-{i}").First(u => !tracked.Decide(u).Counts);
        string inside = Enumerable.Range(0, 100).Select(i => $"user-{i}").First(u => tracked.Decide(u).Counts);
        (OutcomeRecorder outcomes, LatencyRecorder latencies) = (_recorder.Outcomes("checkout"), _recorder.Latencies("pages"));
        Measure(1_000);

        Measure(1_000).Should().Be(0);

        long Measure(int times)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
            {
                tracked.Guardrail(outcomes).Record(inside, good: i % 2 == 0);
                tracked.Guardrail(outcomes).Record(outside, good: true);
                tracked.Guardrail(latencies).Record(inside, TimeSpan.FromMilliseconds(i % 2 * 100));
                tracked.SloGuardrail("checkout")!.Add(inside, 0, 1);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(1, 9, GuardrailStatus.Broken)]
    [InlineData(1, 1, GuardrailStatus.Kept)]
    [InlineData(0, 1, GuardrailStatus.Open)]
    [InlineData(0, 30, GuardrailStatus.Broken)]
    [InlineData(0, 0, GuardrailStatus.Kept)]
    [InlineData(0, 100, GuardrailStatus.Broken)]
    [InlineData(100, 0, GuardrailStatus.Kept)]
    public async Task What_fails_more_in_one_variant_breaks_its_guardrail(int bluePercent, int greenPercent, GuardrailStatus expected)
    {
        Experiment running = await RunningAsync(Button with { Design = new() { RollsBack = true } });
        await ServeAsync(running, 4_000, variant => variant == "blue" ? bluePercent : greenPercent);

        EffectReport effect = (await _catalog.AnalyzeAsync(running)).Metrics.Single().Effects.Single();

        effect.Guardrail.Should().Be(expected);
        (effect.Comparison.Control, effect.Comparison.Treatment).Should().Be((bluePercent / 100.0, greenPercent / 100.0));
        effect.Comparison.Method.Should()
            .Be(bluePercent is 0 or 100 && greenPercent is 0 or 100 ? ComparisonMethod.MixtureSequence : ComparisonMethod.Delta);
        ExperimentUpdate? rolled = await _catalog.RollBackIfBrokenAsync(running);
        (rolled?.Current.State).Should().Be(expected == GuardrailStatus.Broken ? ExperimentState.RolledBack : null);
    }

    private static Experiment Of(ExperimentDefinition definition) =>
        new() { Service = "shop", Definition = definition, State = ExperimentState.Running, History = [], ETag = ETag.New() };

    private TrackedExperiment Run(ExperimentDefinition definition) => _tracker.Track(Of(definition));

    private async Task<Experiment> RunningAsync(ExperimentDefinition definition) =>
        (await _catalog.StartAsync(
            (await _catalog.CreateAsync(definition, new() { By = "ada", Reason = "new" })).Current,
            new() { By = "ada", Reason = "go" })).Current;

    /// <summary>Serves each unit 1 to 3 times; of each hundred requests of a variant, so many are bad, to the digit.</summary>
    private async Task ServeAsync(Experiment experiment, int units, Func<string, int> badPercent)
    {
        TrackedExperiment tracked = _tracker.Track(experiment);
        OutcomeGuardrail guardrail = tracked.Guardrail(_recorder.Outcomes("checkout"));
        var left = experiment.Definition.Variants.ToDictionary(v => v.Key, _ => 3_000, StringComparer.Ordinal);
        for (int i = 0; i < units; i++)
        {
            string variant = tracked.Expose($"user-{i}").Variant!.Key;
            for (int request = 0; request <= i % 3 && left[variant] > 0; request++)
            {
                guardrail.Record($"user-{i}", good: left[variant]-- * 37 % 100 >= badPercent(variant));
            }
        }

        left.Values.Should().AllBeEquivalentTo(0, "each variant is asked 3,000 times");
        await FlushAsync();
        _tracker.Statistics.Should().BeEquivalentTo(new { Pending = 0, Unexposed = 0, Dropped = 0 });
    }

    private async Task FlushAsync()
    {
        await _tracker.FlushAsync();
        await _recorder.FlushAsync();
    }

    private async Task<(decimal Good, decimal Bad)> StatusAsync(string slo)
    {
        BudgetStatus status = await new ErrorBudgets(_store.Series, [Checkout, Pages], _clock).GetStatusAsync(slo);
        return (status.Good, status.Bad);
    }
}
