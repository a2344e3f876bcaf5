using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

/// <summary>
/// Whatever a visitor sends, a call on the request path has no effect and throws nothing, in every state of the experiment.
/// </summary>
public sealed class RejectedInputTests : IDisposable
{
    private static readonly SloDefinition Checkout = SloDefinition.Availability("checkout", 99m);
    private static readonly SloDefinition Pages = SloDefinition.Latency("pages", TimeSpan.FromSeconds(1), 99m);
    private readonly InMemoryStore _store = new();
    private readonly ReliabilityRecorder _recorder;

    public RejectedInputTests() => _recorder = new ReliabilityRecorder(_store.Series, [Checkout.Series, Pages.Series]);

    /// <summary>Gets every call on the request path that takes a unit.</summary>
    private static readonly Dictionary<string, Func<TrackedExperiment, ReliabilityRecorder, string?, Task<bool>>> UnitCalls = new()
    {
        ["Expose"] = (tracked, _, unit) => Shown(tracked.Expose(unit)),
        ["ExposeAsync"] = async (tracked, _, unit) => await Shown(await tracked.ExposeAsync(unit)),
        ["Decide"] = (tracked, _, unit) => Shown(tracked.Decide(unit)),
        ["CountExposure"] = (tracked, _, unit) => Task.FromResult(tracked.CountExposure(unit, "blue")),
        ["Convert"] = (tracked, _, unit) => Task.FromResult(tracked.Metric("bought").Convert(unit)),
        ["Add"] = (tracked, _, unit) => Task.FromResult(tracked.Metric("revenue").Add(unit, 1, 1)),
        ["SetCovariate"] = (tracked, _, unit) => Task.FromResult(tracked.Metric("revenue").SetCovariate(unit, 1)),
        ["OutcomeGuardrail"] = (tracked, slos, unit) =>
            Task.FromResult(tracked.Guardrail(slos.Outcomes("checkout")).Record(unit, good: true)),
        ["LatencyGuardrail"] = (tracked, slos, unit) =>
            Task.FromResult(tracked.Guardrail(slos.Latencies("pages")).Record(unit, TimeSpan.Zero)),
    };

    /// <summary>Gets every call on the request path that takes a variant.</summary>
    private static readonly Dictionary<string, Func<TrackedExperiment, string?, bool>> VariantCalls = new()
    {
        ["CountExposure"] = (tracked, variant) => tracked.CountExposure("user-1", variant),
        ["CountImpressionCall"] = (tracked, variant) => tracked.CountImpressionCall(variant),
        ["CountConversionCall"] = (tracked, variant) => tracked.CountConversionCall(variant),
        ["Convert"] = (tracked, variant) => tracked.Metric("bought").Convert("user-1", variant ?? "null"),
    };

    /// <summary>Gets every call on the request path that takes a value.</summary>
    private static readonly Dictionary<string, Func<TrackedExperiment, double, bool>> ValueCalls = new()
    {
        ["Add"] = (tracked, value) => tracked.Metric("revenue").Add("user-1", value),
        ["Add denominator"] = (tracked, value) => tracked.Metric("revenue").Add("user-1", 1, value),
        ["SetCovariate"] = (tracked, value) => tracked.Metric("revenue").SetCovariate("user-1", value),
    };

    public static TheoryData<ExperimentState, bool> States
    {
        get
        {
            var data = new TheoryData<ExperimentState, bool>();
            foreach (ExperimentState state in Enum.GetValues<ExperimentState>())
            {
                data.Add(state, false);
                data.Add(state, true);
            }

            return data;
        }
    }

    private static string?[] BadUnits => [null, "", new('x', VariantAssigner.MaxUnitLength + 1), new('x', 1 << 20)];

    private static string?[] BadVariants => [null, "", "red", "BLUE", new('x', 1 << 20)];

    private static double[] BadValues => [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1.1e100, -1.1e100];

    public void Dispose()
    {
        _recorder.Dispose();
        _store.Dispose();
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task An_invalid_unit_gets_no_variant_and_counts_nothing_but_the_rejection(ExperimentState state, bool isSticky)
    {
        using var tracker = new ExperimentTracker(_store.Enrollments);
        TrackedExperiment tracked = tracker.Track(Button(state, isSticky));
        int rejected = 0;
        foreach ((string call, Func<TrackedExperiment, ReliabilityRecorder, string?, Task<bool>> use) in UnitCalls)
        {
            foreach (string? unit in BadUnits)
            {
                (await use(tracked, _recorder, unit)).Should().BeFalse("{0} rejects an id of {1} characters", call, unit?.Length);
                tracker.Statistics.Should().Be(new TrackerStatistics { RejectedUnits = ++rejected }, call);
            }
        }

        (await tracked.ExposeAsync(null)).Should().Be(tracked.Expose(""))
            .And.Be(new VariantDecision { Reason = VariantReason.InvalidUnit });
        _recorder.GetStatistics().Recorded.Should().Be(2 * BadUnits.Length, "the objectives count what happened");
    }

    [Theory]
    [MemberData(nameof(States))]
    public void An_unknown_variant_counts_nothing_but_the_rejection(ExperimentState state, bool isSticky)
    {
        using var tracker = new ExperimentTracker(_store.Enrollments);
        TrackedExperiment tracked = tracker.Track(Button(state, isSticky));
        int rejected = 0;
        foreach ((string call, Func<TrackedExperiment, string?, bool> use) in VariantCalls)
        {
            foreach (string? variant in BadVariants)
            {
                use(tracked, variant).Should().BeFalse("{0} rejects '{1}'", call, variant);
                tracker.Statistics.Should().Be(new TrackerStatistics { RejectedVariants = ++rejected }, call);
            }
        }

        tracker.Calls.Should().OnlyContain(c => c.Impressions + c.Conversions == 0);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void A_value_that_cannot_be_summed_counts_nothing_but_the_rejection(ExperimentState state, bool isSticky)
    {
        using var tracker = new ExperimentTracker(_store.Enrollments);
        TrackedExperiment tracked = tracker.Track(Button(state, isSticky));
        int rejected = 0;
        foreach ((string call, Func<TrackedExperiment, double, bool> use) in ValueCalls)
        {
            foreach (double value in BadValues)
            {
                use(tracked, value).Should().BeFalse("{0} rejects {1}", call, value);
                tracker.Statistics.Should().Be(new TrackerStatistics { RejectedValues = ++rejected }, call);
            }
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task The_strict_mode_of_tests_throws_for_each(ExperimentState state, bool isSticky)
    {
        using var tracker = new ExperimentTracker(_store.Enrollments, new TrackerOptions { ThrowOnInvalidInput = true });
        TrackedExperiment tracked = tracker.Track(Button(state, isSticky));
        foreach (Func<TrackedExperiment, ReliabilityRecorder, string?, Task<bool>> use in UnitCalls.Values)
        {
            foreach (string? unit in BadUnits)
            {
                await tracked.Awaiting(r => use(r, _recorder, unit)).Should().ThrowAsync<ArgumentException>()
                    .WithMessage("The id of a unit must have 1 to 500 characters; *").WithParameterName("unit");
            }
        }

        foreach (Func<TrackedExperiment, string?, bool> use in VariantCalls.Values)
        {
            tracked.Invoking(r => use(r, "red")).Should().Throw<ArgumentException>().WithMessage("*'blue', 'green'; there is no 'red'.*");
        }

        foreach (Func<TrackedExperiment, double, bool> use in ValueCalls.Values)
        {
            tracked.Invoking(r => use(r, double.NaN)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*-1e100 to 1e100*");
        }

        tracked.Expose("user-1").Reason.Should().NotBe(VariantReason.InvalidUnit);
    }

    [Fact]
    public void An_experiment_without_a_key_is_not_known()
    {
        using var tracker = new ExperimentTracker(_store.Enrollments);
        var snapshot = new TrackedExperiments(new ExperimentCatalog(_store.Documents, _store.Enrollments, "shop"), tracker);
        snapshot.Get(null).Should().BeNull();
        snapshot.Get("").Should().BeNull();
    }

    [Fact]
    public void Rejecting_allocates_nothing()
    {
        using var tracker = new ExperimentTracker(_store.Enrollments);
        TrackedExperiment tracked = tracker.Track(Button(ExperimentState.Running, isSticky: false));
        MetricRecorder bought = tracked.Metric("bought");
        Reject();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Reject();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Reject()
        {
            for (int i = 0; i < 100; i++)
            {
                tracked.Expose(null);
                tracked.CountExposure("user-1", "red");
                bought.Add("user-1", double.NaN);
            }
        }
    }

    private static Task<bool> Shown(VariantDecision decision) => Task.FromResult(decision.Variant is not null);

    private static Experiment Button(ExperimentState state, bool isSticky) => new()
    {
        Service = "shop",
        Definition = new ExperimentDefinition { Key = "button", Variants = [new("blue", 1), new("green", 1)], IsSticky = isSticky },
        State = state,
        History = [],
        ETag = ETag.New(),
    };
}
