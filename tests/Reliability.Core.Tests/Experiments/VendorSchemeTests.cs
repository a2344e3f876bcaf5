using CsCheck;
using Reliability.Experiments;

namespace Reliability.Core.Tests.Experiments;

/// <summary>How the schemes of other systems behave within the library.</summary>
public class VendorSchemeTests
{
    private static readonly string[] Units = Assign.Users(20_000);

    /// <summary>Each scheme of another system, with shares of 1, 2 and 1 as it writes them.</summary>
    public static TheoryData<string, double[]> Schemes => new()
    {
        { AssignmentScheme.GrowthBook1, [0.25, 0.5, 0.25] },
        { AssignmentScheme.GrowthBook2, [0.25, 0.5, 0.25] },
        { AssignmentScheme.Unleash1, [250, 500, 250] },
        { AssignmentScheme.Unleash2, [250, 500, 250] },
        { AssignmentScheme.Optimizely1, [2500, 5000, 2500] },
        { AssignmentScheme.LaunchDarkly1, [25_000, 50_000, 25_000] },
        { AssignmentScheme.LaunchDarklyDouble1, [25_000, 50_000, 25_000] },
        { AssignmentScheme.PostHog1, [25, 50, 25] },
        { AssignmentScheme.Flagd1, [25, 50, 25] },
        { AssignmentScheme.Flagd2, [25, 50, 25] },
    };

    public static TheoryData<AssignmentDefinition, string> Illegal => new()
    {
        { Of(AssignmentScheme.GrowthBook1, 1, 2), "'growthbook-1' must add up to 0.99 to 1.01, or all be equal; they add up to 3" },
        { Of(AssignmentScheme.GrowthBook2, 0.4, 0.1), "add up to 0.5" },
        { Of(AssignmentScheme.Unleash1, 0.5, 0.5), "'unleash-1' must be a whole number; that of 'arm-0' is 0.5" },
        { Of(AssignmentScheme.Unleash2, int.MaxValue, 1), "must add up to 2147483647 or less; their sum is 2147483648" },
        { Of(AssignmentScheme.Unleash2, 1, 1) with { Coverage = 0.125 }, "whole number of hundredths; the coverage is 0.125" },
        {
            Of(AssignmentScheme.Optimizely1, 1, 1, 1),
            "a whole number of 10000 buckets; 'arm-0', with 1 of 3 at a coverage of 1, would have 3333.3"
        },
        { Of(AssignmentScheme.Optimizely1, 1, 1) with { Coverage = 0.0001 }, "would have 0.5" },
        { Of(AssignmentScheme.LaunchDarkly1, 1, 1, 1), "100000 buckets" },
        { Of(AssignmentScheme.LaunchDarklyDouble1, 1, 1, 1), "100000 buckets" },
        { Of(AssignmentScheme.Flagd1, 1.5, 1), "'arm-0' is 1.5" },
        { Of(AssignmentScheme.Flagd2, int.MaxValue, 1), "add up to 2147483647 or less" },
        { Of(AssignmentScheme.Flagd2, 1, 1) with { Coverage = 0.3 }, "at a coverage of 0.3 they are 6.6" },
        { Of(AssignmentScheme.Flagd2, int.MaxValue, 0) with { Coverage = 0.5 }, "they are 4294967294" },
        { Of(AssignmentScheme.PostHog1, 1, 1) with { Seed = "" }, "a seed" },
        { Of(AssignmentScheme.Flagd2, 1, 1) with { Seed = null! }, "a seed" },
    };

    [Theory]
    [MemberData(nameof(Illegal))]
    public void What_a_vendor_cannot_express_is_rejected_by_name(AssignmentDefinition definition, string message)
    {
        Action create = () => VariantAssigner.Create(definition);
        create.Should().Throw<ArgumentException>().WithMessage($"*{message}*");
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Each_variant_gets_its_share_of_the_coverage(string scheme, double[] weights)
    {
        int[] variants = Assign.All(Of(scheme, weights) with { Coverage = 0.8, Seed = "a-seed-of-some-length" }, Units);
        double[] shares = [0.2, 0.2, 0.4, 0.2];
        for (int i = -1; i < 3; i++)
        {
            // The old hashes are uneven: Unleash drew rollout and variants from one hash, FNV hardly mixes ids that differ at the end.
            double tolerance = scheme is AssignmentScheme.Unleash1 or AssignmentScheme.GrowthBook1 ? 0.1 : 0.02;
            ((double)variants.Count(v => v == i) / Units.Length).Should().BeApproximately(shares[i + 1], tolerance, "of variant {0}", i);
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_coverage_of_nothing_takes_nobody(string scheme, double[] weights) =>
        Assign.All(Of(scheme, weights) with { Coverage = 0 }, Units).Should().OnlyContain(v => v == -1);

    [Theory]
    [InlineData(AssignmentScheme.GrowthBook1)]
    [InlineData(AssignmentScheme.GrowthBook2)]
    [InlineData(AssignmentScheme.Unleash1)]
    [InlineData(AssignmentScheme.Unleash2)]
    [InlineData(AssignmentScheme.PostHog1)]
    public void A_ramp_moves_nobody_where_it_is_said_to_move_nobody(string scheme)
    {
        AssignmentDefinition definition = Of(scheme, 1, 1, 1);
        Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100]).Sample(
            (a, b) => AssignmentPlan.Compare(
                definition with { Coverage = Math.Min(a, b) / 100.0 },
                definition with { Coverage = Math.Max(a, b) / 100.0 },
                Units.Take(500)).Moves.All(m =>
                    m.From is null),
            iter: 200);
    }

    [Theory]
    [InlineData(AssignmentScheme.Optimizely1)]
    [InlineData(AssignmentScheme.LaunchDarkly1)]
    [InlineData(AssignmentScheme.LaunchDarklyDouble1)]
    [InlineData(AssignmentScheme.Flagd1)]
    [InlineData(AssignmentScheme.Flagd2)]
    public void A_ramp_that_moves_people_says_so_in_the_plan(string scheme)
    {
        // 0-20-40 % becomes 0-50-100 %: who was between 20 and 40 % moves from the second variant to the first.
        AssignmentPlan plan = AssignmentPlan.Compare(Of(scheme, 1, 1) with { Coverage = 0.4 }, Of(scheme, 1, 1), Units);
        plan.Moves.Where(m => m.From is not null).Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { From = "arm-1", To = "arm-0" });
        ((double)plan.BetweenOldVariants / Units.Length).Should().BeApproximately(0.2, 0.02);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_slice_of_a_layer_takes_a_part_of_the_units_and_changes_nobodys_variant(string scheme, double[] weights)
    {
        int[] all = Assign.All(Of(scheme, weights), Units);
        int[] sliced = Assign.All(Of(scheme, weights) with { Layer = new("shop", 0, 0.5) }, Units);
        sliced.Zip(all).Should().OnlyContain(p => p.First == -1 || p.First == p.Second);
        ((double)sliced.Count(v => v >= 0) / all.Count(v => v >= 0)).Should().BeApproximately(0.5, 0.02);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Assigning_allocates_nothing(string scheme, double[] weights)
    {
        VariantAssigner assigner = VariantAssigner.Create(Of(scheme, weights));
        foreach (int length in (int[])[1, 16, 36, 128, 170, 171, VariantAssigner.MaxUnitLength])
        {
            string unit = new('ы', length);
            assigner.Assign(unit); // an id that is too long for the stack fills the pool once
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                assigner.Assign(unit);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0, "for an id of {0} characters", length);
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Half_a_surrogate_pair_is_the_replacement_character_but_for_GrowthBook_which_hashes_code_units(
        string scheme,
        double[] weights)
    {
        VariantAssigner assigner = VariantAssigner.Create(Of(scheme, weights));
        bool same = Units.Take(200).All(u => assigner.Assign(u + "\ud800") == assigner.Assign(u + "\ufffd"));
        same.Should().Be(!scheme.StartsWith("growthbook", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void An_empty_id_is_not_included(string scheme, double[] weights) =>
        VariantAssigner.Create(Of(scheme, weights)).Assign("").Should().Be(-1);

    [Fact]
    public void What_rounding_leaves_over_goes_to_the_last_variant_of_LaunchDarkly_and_to_nobody_in_flagd()
    {
        double[] thousand = [.. Enumerable.Repeat(1.0, 1000)];
        VariantAssigner.Create(Of(AssignmentScheme.LaunchDarkly1, thousand) with { Seed = "x.y" })
            .Assign("user-160035")
            .Should()
            .Be(999, "a thousand floats of 0.001 add up to less than 1");
        VariantAssigner.Create(Of(AssignmentScheme.LaunchDarkly1, thousand) with { Seed = "x.y" }).Assign("235016463").Should().Be(998);
        VariantAssigner.Create(Of(AssignmentScheme.LaunchDarklyDouble1, thousand) with { Seed = "x.y" })
            .Assign("235016463")
            .Should()
            .Be(997, "its SDK for JavaScript says so");
        VariantAssigner.Create(Of(AssignmentScheme.Flagd1, 1, 1) with { Seed = "" })
            .Assign("6LvT0")
            .Should()
            .Be(-1, "2^31 is beyond 100 %");
    }

    [Fact]
    public void An_experiment_takes_a_test_over()
    {
        var definition = new ExperimentDefinition
        {
            Key = "my-test",
            Scheme = AssignmentScheme.GrowthBook1,
            Coverage = 0.4,
            Variants = [new("control", 0.5), new("green", 0.5)],
        };
        definition.Validate().Should().BeEmpty();
        VariantAssigner assigner = VariantAssigner.Create(definition.ToAssignment());
        ((string[])["1", "2", "5"]).Select(u => assigner.Assign(u)).Should().Equal([-1, 0, 1], "GrowthBook publishes so in cases.json");
    }

    private static AssignmentDefinition Of(
        string scheme,
        params double[] weights) => Assign.Weighted("checkout", weights) with { Scheme = scheme };
}
