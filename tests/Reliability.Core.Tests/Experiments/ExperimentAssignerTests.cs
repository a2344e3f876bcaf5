using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

public sealed class ExperimentAssignerTests
{
    private static readonly ExperimentDefinition Plain = new() { Key = "e", Variants = [new("a", 1), new("b", 1, "{\"x\":1}")] };

    [Fact]
    public void Forced_comes_before_targeting_and_targeting_before_the_draw()
    {
        ExperimentDefinition definition = Plain with
        {
            Coverage = 0,
            Forced = new Dictionary<string, string> { ["tester"] = "b" },
            Targeting = [new TargetingRule("plan", TargetingOperator.OneOf, ["pro"])],
        };
        ExperimentAssigner assigner = Assigner(definition);
        assigner.Decide("tester").Should().Be(new VariantDecision { Variant = definition.Variants[1], Reason = VariantReason.Forced });
        assigner.Decide("tester").Counts.Should().BeFalse();
        assigner.Decide("user").Should().Be(new VariantDecision { Reason = VariantReason.NotTargeted });
        assigner.Decide("user", Attributes("plan", "pro")).Should().Be(new VariantDecision { Reason = VariantReason.NotIncluded });
        VariantDecision drawn = Assigner(definition with { Coverage = 1 }).Decide("user", Attributes("plan", "pro"));
        drawn.Reason.Should().Be(VariantReason.Assigned);
        drawn.Counts.Should().BeTrue();
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Paused)]
    [InlineData(ExperimentState.Concluded)]
    public void An_experiment_that_does_not_run_gives_nothing(ExperimentState state) =>
        Assigner(Plain, state).Decide("user").Should().Be(new VariantDecision { Reason = VariantReason.NotRunning });

    [Theory]
    [InlineData(TargetingOperator.OneOf, "DE", true)]
    [InlineData(TargetingOperator.OneOf, "de", false)]
    [InlineData(TargetingOperator.OneOf, null, false)]
    [InlineData(TargetingOperator.NoneOf, "DE", false)]
    [InlineData(TargetingOperator.NoneOf, "FR", true)]
    [InlineData(TargetingOperator.NoneOf, null, true)]
    [InlineData(TargetingOperator.StartsWith, "DE-BY", true)]
    [InlineData(TargetingOperator.StartsWith, "BY-DE", false)]
    public void Text_is_compared_ordinally(TargetingOperator op, string? value, bool holds) =>
        new TargetingRule("country", op, ["DE", "AT"]).Holds(value is null ? null : Attributes("country", value)).Should().Be(holds);

    [Theory]
    [InlineData(TargetingOperator.AtLeast, "17.9", false)]
    [InlineData(TargetingOperator.AtLeast, "18.0", true)]
    [InlineData(TargetingOperator.AtMost, "18", true)]
    [InlineData(TargetingOperator.AtMost, "18.01", false)]
    [InlineData(TargetingOperator.AtMost, "none", false)]
    [InlineData(TargetingOperator.AtLeast, "1e9", false)]
    public void Numbers_are_decimals_in_every_culture(TargetingOperator op, string value, bool holds)
    {
        foreach (string culture in new[] { "", "de-DE", "tr-TR" })
        {
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo(culture);
            new TargetingRule("age", op, ["18"]).Holds(Attributes("age", value)).Should().Be(holds);
        }
    }

    [Fact]
    public void Deciding_allocates_nothing()
    {
        ExperimentAssigner assigner = Assigner(Plain with
        {
            Forced = new Dictionary<string, string> { ["tester"] = "b" },
            Targeting =
            [
                new TargetingRule("plan", TargetingOperator.OneOf, ["free", "pro"]),
                new TargetingRule("age", TargetingOperator.AtLeast, ["18"]),
            ],
        });
        var attributes = new Dictionary<string, string> { ["plan"] = "pro", ["age"] = "40" };
        assigner.Decide("user-1", attributes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            assigner.Decide("user-1", attributes);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    public static TheoryData<ExperimentDefinition, string> Faults => new()
    {
        { Plain with { Key = "" }, "*1 to 200 bytes*empty*" },
        { Plain with { Variants = [new("a", 1)] }, "*2 to 1000 variants*has 1*" },
        { Plain with { Variants = [new("a", 1), new("a", 1)] }, "*'a'*twice*" },
        { Plain with { Variants = [new("a", 0), new("b", 0)] }, "*above 0*" },
        { Plain with { Variants = [new("a", -1), new("b", 1)] }, "*'a' is -1*" },
        { Plain with { Variants = [new("a", double.NaN), new("b", 1)] }, "*'a' is NaN*" },
        { Plain with { Variants = [new("a", 1), new("b", 1, "{")] }, "*valid JSON*'b'*" },
        { Plain with { Control = "c" }, "*'a', 'b'*'c'*" },
        { Plain with { Coverage = 1.5 }, "*0 to 1*1.5*" },
        { Plain with { Layer = new LayerSlice("l", 0.5, 0.5) }, "*from < to*" },
        { Plain with { Forced = new Dictionary<string, string> { ["u"] = "c" } }, "*'u' has 'c'*" },
        { Plain with { Targeting = [new TargetingRule("", TargetingOperator.OneOf, ["x"])] }, "*name an attribute*" },
        { Plain with { Targeting = [new TargetingRule("t", TargetingOperator.OneOf, [])] }, "*1 to 1000 values*'t' has 0*" },
        { Plain with { Targeting = [new TargetingRule("t", TargetingOperator.AtLeast, ["x"])] }, "*one number*'x'*" },
        { Plain with { Targeting = [new TargetingRule("t", (TargetingOperator)9, ["x"])] }, "*operators*9*" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_definition_that_is_not_legal_is_rejected_by_name(ExperimentDefinition definition, string message)
    {
        string.Join('\n', definition.Validate()).Should().Match(message);
        FluentActions.Invoking(() => new ExperimentAssigner(SampleReports.Of(definition)))
            .Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void All_problems_of_a_definition_are_named_at_once_and_a_valid_one_has_none()
    {
        Plain.Validate().Should().BeEmpty();
        (Plain with
        {
            Key = "a\nb",
            Control = "c",
            Coverage = 1.5,
            Targeting = [new TargetingRule("", TargetingOperator.OneOf, ["x"])],
        }).Validate().Should().SatisfyRespectively(
            one => one.Should().Contain("control characters"),
            one => one.Should().Contain("the control must be one of the variants"),
            one => one.Should().Contain("name an attribute"),
            one => one.Should().Contain("Coverage must be 0 to 1"));
        (Plain with { Variants = null! }).Validate().Should().ContainSingle().Which.Should().Contain("none of them null");
        (Plain with { Scheme = "rendezvous-2" }).Validate().Should().ContainSingle().Which.Should().Contain("'rendezvous-2' is not known");
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Running)]
    [InlineData(ExperimentState.RolledBack)]
    [InlineData(ExperimentState.Concluded)]
    public void A_unit_without_a_valid_id_gets_no_variant_in_any_state(ExperimentState state)
    {
        foreach (string? unit in (string?[])[null, "", new('x', VariantAssigner.MaxUnitLength + 1)])
        {
            Assigner(Plain, state).Decide(unit).Should().Be(new VariantDecision { Reason = VariantReason.InvalidUnit });
        }
    }

    private static Dictionary<string, string> Attributes(string name, string value) => new() { [name] = value };

    private static ExperimentAssigner Assigner(ExperimentDefinition definition, ExperimentState state = ExperimentState.Running) =>
        new(new Experiment { Service = "shop", Definition = definition, State = state, History = [], ETag = ETag.New() });
}
