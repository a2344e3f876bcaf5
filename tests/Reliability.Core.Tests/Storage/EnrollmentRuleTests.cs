using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class EnrollmentRuleTests
{
    private const long ExposedAt = 1_000;

    [Theory]
    [InlineData("A", null, false, EnrollmentOutcome.Enrolled)]
    [InlineData("A", "A", false, EnrollmentOutcome.Duplicate)]
    [InlineData("B", "A", false, EnrollmentOutcome.Crossed)]
    [InlineData("A", "A", true, EnrollmentOutcome.Duplicate)]
    [InlineData("B", "A", true, EnrollmentOutcome.Duplicate)]
    public void An_exposure_enrolls_a_new_unit_and_crosses_one_of_another_arm_once(
        string seenIn, string? arm, bool isCrossed, EnrollmentOutcome expected) =>
        EnrollmentRule.Decide(Entry(EnrollmentKind.Exposure, seenIn, ExposedAt), arm, ExposedAt, isCrossed).Should().Be(expected);

    [Theory]
    [InlineData(EnrollmentKind.First, null, null, false, 1_000, EnrollmentOutcome.Unexposed)]
    [InlineData(EnrollmentKind.Covariate, null, null, false, 1_000, EnrollmentOutcome.Unexposed)]
    [InlineData(EnrollmentKind.First, "B", "A", true, 999, EnrollmentOutcome.OfCrossed)]
    [InlineData(EnrollmentKind.First, "B", "A", false, 999, EnrollmentOutcome.OtherVariant)]
    [InlineData(EnrollmentKind.First, "A", "A", false, 999, EnrollmentOutcome.Unexposed)]
    [InlineData(EnrollmentKind.Sum, null, "A", false, 999, EnrollmentOutcome.Unexposed)]
    [InlineData(EnrollmentKind.Covariate, null, "A", false, 999, EnrollmentOutcome.Counted)]
    [InlineData(EnrollmentKind.First, null, "A", false, 1_000, EnrollmentOutcome.Counted)]
    [InlineData(EnrollmentKind.Sum, "A", "A", false, 1_001, EnrollmentOutcome.Counted)]
    public void A_value_counts_from_the_exposure_of_a_unit_of_one_arm_and_the_first_reason_against_it_answers(
        EnrollmentKind kind, string? named, string? arm, bool isCrossed, long time, EnrollmentOutcome expected) =>
        EnrollmentRule.Decide(Entry(kind, named, time), arm, ExposedAt, isCrossed).Should().Be(expected);

    [Theory]
    [InlineData("A", 999, true)]
    [InlineData("A", 1_000, false)]
    [InlineData("B", 999, false)]
    public void Only_an_earlier_exposure_to_the_own_arm_moves_the_exposure(string seenIn, long time, bool expected) =>
        EnrollmentRule.MovesExposure(Entry(EnrollmentKind.Exposure, seenIn, time), "A", ExposedAt).Should().Be(expected);

    [Theory]
    [InlineData(EnrollmentKind.First, true, false, true)]
    [InlineData(EnrollmentKind.First, false, true, false)]
    [InlineData(EnrollmentKind.Covariate, false, true, true)]
    [InlineData(EnrollmentKind.Covariate, true, false, false)]
    [InlineData(EnrollmentKind.Sum, true, true, false)]
    public void A_conversion_and_a_covariate_count_once_and_sums_every_time(
        EnrollmentKind kind, bool hasFirst, bool hasCovariate, bool expected) =>
        EnrollmentRule.IsDuplicate(kind, hasFirst, hasCovariate).Should().Be(expected);

    [Fact]
    public void A_result_counts_every_outcome_and_names_the_places_of_the_unexposed()
    {
        var result = EnrollmentResult.Of(
        [
            EnrollmentOutcome.Unexposed, EnrollmentOutcome.Enrolled, EnrollmentOutcome.Counted, EnrollmentOutcome.Counted,
            EnrollmentOutcome.Duplicate, EnrollmentOutcome.OtherVariant, EnrollmentOutcome.OfCrossed, EnrollmentOutcome.Crossed,
            EnrollmentOutcome.Unexposed,
        ]);

        result.Should().BeEquivalentTo(new EnrollmentResult
        {
            Enrolled = 1,
            Crossed = 1,
            Counted = 2,
            Duplicates = 1,
            OtherVariant = 1,
            OfCrossed = 1,
            Unexposed = [0, 8],
        });
    }

    [Fact]
    public void An_entry_that_nobody_decided_is_not_counted_as_anything()
    {
        Action count = () => EnrollmentResult.Of([EnrollmentOutcome.Enrolled, EnrollmentOutcome.None]);

        count.Should().Throw<ArgumentOutOfRangeException>().WithMessage("None is not valid. Entry 1 was not decided.*");
    }

    [Fact]
    public void An_entry_whose_kind_was_not_set_is_no_exposure_and_is_rejected()
    {
        default(EnrollmentEntry).Kind.Should().Be(EnrollmentKind.Unknown);
        EnrollmentEntry entry = Entry(EnrollmentKind.Exposure, "A", ExposedAt) with { Kind = default };
        FluentActions.Invoking(() => new EnrollmentBatch(new ExperimentId("shop", "button"), "producer", 1, [entry]))
            .Should().Throw<ArgumentException>().WithMessage("The kind of an entry must be Exposure, First, Sum or Covariate*it is 0.*");
    }

    private static EnrollmentEntry Entry(EnrollmentKind kind, string? variant, long time) => new()
    {
        Kind = kind,
        Unit = "u",
        Variant = variant,
        Metric = kind == EnrollmentKind.Exposure ? null : "orders",
        Value = 1,
        Second = 0,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
    };
}
