using Reliability.Experiments;
using Reliability.Experiments.Internal;

namespace Reliability.Core.Tests.Experiments;

public class AssignmentMovementTests
{
    private static readonly string[] Units = Assign.Users(200_000);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public void A_new_variant_moves_its_own_share_and_nobody_between_old_ones(int arms)
    {
        AssignmentDefinition before = Assign.Even("checkout", arms);
        AssignmentPlan plan = AssignmentPlan.Compare(before, Assign.Even("checkout", arms + 1), Units);
        plan.BetweenOldVariants.Should().Be(0);
        plan.Moves.Should().OnlyContain(m => m.To == $"arm-{arms}");
        ShouldBeShare(plan.Moved, 1.0 / (arms + 1));
        AssignmentPlan back = AssignmentPlan.Compare(Assign.Even("checkout", arms + 1), before, Units);
        back.Moves.Should().OnlyContain(m => m.From == $"arm-{arms}");
        back.Moved.Should().Be(plan.Moved);
    }

    [Fact]
    public void A_new_variant_with_a_weight_moves_its_weight()
    {
        AssignmentPlan plan = AssignmentPlan.Compare(Assign.Weighted("w", 5, 3), Assign.Weighted("w", 5, 3, 2), Units);
        plan.BetweenOldVariants.Should().Be(0);
        ShouldBeShare(plan.Moved, 0.2);
    }

    [Fact]
    public void One_changed_weight_moves_units_only_into_or_out_of_its_variant()
    {
        AssignmentPlan up = AssignmentPlan.Compare(Assign.Weighted("w", 5, 3, 2), Assign.Weighted("w", 5, 6, 2), Units);
        up.Moves.Should().OnlyContain(m => m.To == "arm-1");
        ShouldBeShare(up.Moved, (6.0 / 13) - 0.3);
        AssignmentPlan down = AssignmentPlan.Compare(Assign.Weighted("w", 5, 6, 2), Assign.Weighted("w", 5, 0, 2), Units);
        down.Moves.Should().OnlyContain(m => m.From == "arm-1");
    }

    [Fact]
    public void The_MD5_design_moves_nearly_everybody_as_the_plan_says_beforehand()
    {
        AssignmentDefinition before = Assign.Even("checkout", 3) with { Scheme = AssignmentScheme.Md5Modulo };
        AssignmentPlan plan =
            AssignmentPlan.Compare(before, Assign.Even("checkout", 4) with { Scheme = AssignmentScheme.Md5Modulo }, Units);
        ShouldBeShare(plan.Moved, 0.75);
        ShouldBeShare(plan.BetweenOldVariants, 0.5);
    }

    [Fact]
    public void A_ramp_adds_units_and_moves_none()
    {
        AssignmentDefinition definition = Assign.Weighted("ramp", 1, 2, 3);
        double[] steps = [0, 0.01, 0.05, 0.2, 0.5, 1];
        for (int i = 1; i < steps.Length; i++)
        {
            AssignmentPlan plan =
                AssignmentPlan.Compare(definition with { Coverage = steps[i - 1] }, definition with { Coverage = steps[i] }, Units);
            plan.Moves.Should().OnlyContain(m => m.From == null && m.To != null);
            ShouldBeShare(plan.Moved, steps[i] - steps[i - 1]);
        }
    }

    [Fact]
    public void The_order_of_variants_means_nothing()
    {
        AssignmentDefinition definition = Assign.Weighted("order", 5, 3, 2, 1);
        AssignmentPlan.Compare(definition, definition with { Variants = [.. definition.Variants.Reverse()] }, Units).Moved.Should().Be(0);
    }

    [Fact]
    public void Even_weights_written_in_other_numbers_move_nobody_so_the_way_without_logarithms_chooses_the_same()
    {
        // A variant that nobody can get but that makes the weights uneven: the choice is then made by logarithms.
        AssignmentDefinition even = Assign.Even("log", 3);
        AssignmentDefinition uneven = even with { Variants = [.. even.Variants, new WeightedVariant("nobody", 1e-300)] };
        AssignmentPlan.Compare(even, uneven, Units).Moved.Should().Be(0);
        AssignmentPlan.Compare(even, Assign.Weighted("log", 0.1, 0.1, 0.1), Units).Moved.Should().Be(0);
    }

    [Fact]
    public void Leaving_out_logarithms_that_cannot_win_changes_nobodys_variant()
    {
        double[][] all = [[5, 3, 2], [1e-9, 1, 1e9], [1, 1.0000001], [1e300, 1e-300, 1e299], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];
        foreach (double[] weights in all)
        {
            AssignmentDefinition definition = Assign.Weighted("plain", weights);
            UnitDraw[] draws = [.. definition.Variants.Select(v => UnitDraw.ForVariant("plain").Of(v.Key))];
            int[] places = [.. Enumerable.Range(0, weights.Length).OrderBy(i => definition.Variants[i].Key, StringComparer.Ordinal)];
            string[] units = [.. Units.Take(20_000)];
            int[] plain = [.. units.Select(u => places.MinBy(i => -PortableLog.Ln(draws[i].Of(UnitHash.Of(u))) / weights[i]))];
            Assign.All(definition, units).Should().Equal(plain);
        }
    }

    [Fact]
    public void Slices_of_a_layer_share_nobody_and_leave_nobody_out()
    {
        LayerSlice[] slices = [new("shop", 0, 0.3), new("shop", 0.3, 0.55), new("shop", 0.55, 1)];
        int[][] taken = [.. slices.Select((s, i) => Assign.All(Assign.Even($"exp-{i}", 2) with { Layer = s }, Units))];
        for (int unit = 0; unit < Units.Length; unit++)
        {
            taken.Count(t => t[unit] >= 0).Should().Be(1);
        }

        ShouldBeShare(taken[1].Count(t => t >= 0), 0.25);
    }

    private static void ShouldBeShare(long moved, double share) =>
        Math.Abs(moved - (Units.Length * share))
            .Should()
            .BeLessThan(4 * Math.Sqrt(Units.Length * share * (1 - share)) + 1, "{0} of {1} is a share of {2}", moved, Units.Length, share);
}
