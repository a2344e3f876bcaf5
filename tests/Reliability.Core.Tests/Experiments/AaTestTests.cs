using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Core.Tests.Experiments;

public sealed class AaTestTests
{
    private static readonly AssignmentDefinition Halves = new() { Seed = "replaced", Variants = [new("a", 1), new("b", 1)] };

    [Fact]
    public void Our_assignment_and_statistics_alarm_as_often_as_they_say_and_experiments_are_independent()
    {
        AaTestReport report = AaTest.Run(Halves, AaTest.SyntheticUnits(4000), new AaTestOptions { Replays = 1000 });

        report.IsSound.Should().BeTrue($"{report}");
        report.Tests.Should().Be(1000);
        report.FalsePositiveRate.Should().BeInRange(0.03, 0.07);
        report.SampleRatioAlarmShare.Should().BeLessThan(0.01, "the nominal rate is .001");
        report.Pairs.Should().Be(66);
        report.MeanDependence.Should().BeInRange(0.6, 1.5);
        report.DependentPairs.Should().Be(0);
    }

    [Fact]
    public void Values_ramps_and_more_arms_are_sound_too()
    {
        AssignmentDefinition ramp = Halves with { Coverage = 0.6, Variants = [new("a", 2), new("b", 1), new("c", 1), new("d", 0)] };

        AaTestReport report =
            AaTest.Run(
                ramp,
                AaTest.SyntheticUnits(3000),
                new AaTestOptions { Replays = 400, Outcome = unit => unit.Length + (unit[^1] - '0') });

        report.Tests.Should().Be(800, "two arms are compared with the control, and one takes nobody");
        report.IsSound.Should().BeTrue($"{report}");
    }

    [Fact]
    public void A_scheme_whose_experiments_foretell_each_other_is_found_out()
    {
        // GrowthBook v1 hashes with FNV-1a over value and seed: experiments with near keys split the same people the same way.
        AaTestReport report = AaTest.Run(
            Halves with { Scheme = AssignmentScheme.GrowthBook1 },
            AaTest.SyntheticUnits(20_000),
            new AaTestOptions { Replays = 20, Seed = "exp" });

        report.IsSound.Should().BeFalse();
        report.MeanDependence.Should().BeGreaterThan(100);
        report.DependentPairs.Should().BeGreaterThan(30);
    }

    [Fact]
    public void A_scheme_whose_ramp_skews_the_split_is_found_out()
    {
        // Unleash before October 2023 drew the rollout and the variant from one hash.
        AssignmentDefinition thirds = new() { Seed = "any", Coverage = 0.1, Variants = [new("a", 333), new("b", 333), new("c", 334)] };

        AaTestReport old =
            AaTest.Run(
                thirds with { Scheme = AssignmentScheme.Unleash1 },
                AaTest.SyntheticUnits(20_000),
                new AaTestOptions { Replays = 50 });
        AaTestReport mended =
            AaTest.Run(
                thirds with { Scheme = AssignmentScheme.Unleash2 },
                AaTest.SyntheticUnits(20_000),
                new AaTestOptions { Replays = 50 });

        old.SampleRatioAlarmShare.Should().BeGreaterThan(0.5);
        old.IsSound.Should().BeFalse();
        mended.IsSound.Should().BeTrue($"{mended}");
    }

    [Fact]
    public void Few_units_make_it_conservative_and_that_is_sound()
    {
        AaTestReport report = AaTest.Run(Halves, AaTest.SyntheticUnits(50), new AaTestOptions { Replays = 2000 });

        report.IsConservative.Should().BeTrue($"{report}");
        report.IsSound.Should().BeTrue();
    }

    [Fact]
    public async Task Stored_units_can_be_replayed()
    {
        using var store = new InMemoryStore();
        var id = new ExperimentId("shop", "button");
        EnrollmentEntry[] entries = [.. Enumerable.Range(0, 500).Select(i => new EnrollmentEntry
        {
            Kind = EnrollmentKind.Exposure,
            Unit = $"u{i}",
            Variant = "a",
            Value = 0,
            Second = 0,
            Time = DateTimeOffset.UnixEpoch,
        })];
        await store.Enrollments.ApplyAsync(new EnrollmentBatch(id, "test", 1, entries), default);
        await store.Enrollments.ApplyAsync(new EnrollmentBatch(id, "test", 2, [entries[0] with { Variant = "b" }]), default);

        IReadOnlyList<string> units = await AaTest.ReadUnitsAsync(store.Enrollments, id);
        units.Should().HaveCount(499, "a crossed unit counts nowhere");
        (await AaTest.ReadUnitsAsync(store.Enrollments, id, most: 7)).Should().HaveCount(7);
        AaTest.Run(Halves, units, new AaTestOptions { Replays = 20 }).Units.Should().Be(499);
        AaTest.Run(Halves, units, new AaTestOptions { Replays = 20 })
            .Should()
            .Be(AaTest.Run(Halves, units, new AaTestOptions { Replays = 20 }), "it is deterministic");
    }

    [Fact]
    public void Bad_input_is_rejected_by_value_and_range()
    {
        string[] one = ["u"];
        Reject(() => AaTest.Run(Halves, []), "*must have units; there are none*");
        Reject(() => AaTest.Run(Halves, [""]), "*");
        Reject(() => AaTest.Run(Halves, ["u", "v", "u"]), "*Each unit must occur once; 'u' occurs 2 times*");
        Reject(() => AaTest.Run(Halves with { Variants = [new("a", 1), new("b", 0)] }, one), "*2 to 127 variants that take units; 1 do*");
        Reject(() => AaTest.Run(Halves, one, new AaTestOptions { Replays = 1 }), "*20 to 100000; they are 1*");
        Reject(() => AaTest.Run(Halves, one, new AaTestOptions { Compared = 1 }), "*2 to 50; they are 1*");
        Reject(() => AaTest.Run(Halves, one, new AaTestOptions { Alpha = double.NaN }), "*0.001 to 0.5; it is NaN*");
        Reject(() => AaTest.Run(Halves, one, new AaTestOptions { Outcome = _ => double.NaN }), "*finite number; that of 'u' is not*");
        Reject(() => AaTest.SyntheticUnits(0), "*");
    }

    private static void Reject(Action act, string message) => act.Should().Throw<ArgumentException>().WithMessage(message);
}
