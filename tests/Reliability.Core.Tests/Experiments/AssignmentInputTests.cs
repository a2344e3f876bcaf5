using Reliability.Experiments;

namespace Reliability.Core.Tests.Experiments;

public class AssignmentInputTests
{
    public static TheoryData<AssignmentDefinition, string> Illegal => new()
    {
        { Assign.Weighted("s", 1, double.NaN), "'arm-1' is NaN" },
        { Assign.Weighted("s", 1, -1), "'arm-1' is -1" },
        { Assign.Weighted("s", 1, double.PositiveInfinity), "'arm-1' is" },
        { Assign.Weighted("s", 0, 0), "the sum must be finite; it is 0" },
        { Assign.Weighted("s", double.MaxValue, double.MaxValue), "the sum must be finite" },
        { Assign.Weighted("s"), "1 to 1000 variants; this one has 0" },
        { Assign.Even("s", 1001), "this one has 1001" },
        { Assign.Even("", 2), "a seed" },
        { new AssignmentDefinition { Seed = "s", Variants = [new("a", 1), new("a", 1)] }, "'a' is empty or occurs twice" },
        { new AssignmentDefinition { Seed = "s", Variants = [new("", 1), new("a", 1)] }, "'' is empty" },
        { Assign.Even("s", 2) with { Coverage = 1.01 }, "Coverage must be 0 to 1; it is 1.01" },
        { Assign.Even("s", 2) with { Coverage = double.NaN }, "Coverage must be 0 to 1" },
        { Assign.Even("s", 2) with { Layer = new("", 0, 1) }, "a layer name" },
        { Assign.Even("s", 2) with { Layer = new("l", 0.5, 0.5) }, "from 0.5 to 0.5" },
        { Assign.Even("s", 2) with { Layer = new("l", -0.1, 0.5) }, "from -0.1" },
        { Assign.Weighted("s", 1, 2) with { Scheme = AssignmentScheme.Md5Modulo }, "the same share" },
    };

    [Theory]
    [MemberData(nameof(Illegal))]
    public void What_is_not_legal_is_rejected_by_name(AssignmentDefinition definition, string message)
    {
        Action create = () => VariantAssigner.Create(definition);
        create.Should().Throw<ArgumentException>().WithMessage($"*{message}*");
    }

    [Fact]
    public void A_scheme_of_a_later_version_is_rejected_and_not_guessed()
    {
        Action create = () => VariantAssigner.Create(Assign.Even("s", 2) with { Scheme = "rendezvous-2" });
        create.Should().Throw<UnknownAssignmentSchemeException>().WithMessage("*'rendezvous-2'*'rendezvous-1'*");
    }

    [Fact]
    public void A_unit_without_an_id_or_with_one_that_is_too_long_is_not_included()
    {
        VariantAssigner assigner = VariantAssigner.Create(Assign.Even("s", 2));
        (assigner.Assign("", out ulong hash), hash).Should().Be((-1, 0UL));
        assigner.Assign(new string('x', VariantAssigner.MaxUnitLength + 1)).Should().Be(-1);
        assigner.Assign(new string('x', VariantAssigner.MaxUnitLength)).Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void A_closed_variant_takes_nobody() =>
        Assign.All(Assign.Weighted("s", 1, 0, 1), Assign.Users(10_000)).Should().NotContain(1).And.Contain(0).And.Contain(2);

    [Fact]
    public void Ids_are_compared_as_they_are_written()
    {
        VariantAssigner assigner = VariantAssigner.Create(Assign.Even("s", 2));
        Hash("é").Should().NotBe(Hash("e\u0301"), "normal forms of one character are two ids");
        Hash("USER").Should().NotBe(Hash("user"));
        Hash("\ud800").Should().Be(Hash("\ufffd"), "half a surrogate pair is read as U+FFFD");

        ulong Hash(string unit)
        {
            assigner.Assign(unit, out ulong hash);
            return hash;
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(36)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(VariantAssigner.MaxUnitLength)]
    public void Assigning_allocates_nothing(int length)
    {
        string unit = new('ы', length);
        AssignmentDefinition[] definitions =
        [
            Assign.Even("s", 3),
            Assign.Weighted("s", 1, 2, 3) with { Coverage = 0.999, Layer = new("l", 0, 0.999) },
            Assign.Even("s", 3) with { Scheme = AssignmentScheme.Md5Modulo },
        ];
        foreach (VariantAssigner assigner in definitions.Select(VariantAssigner.Create))
        {
            assigner.Assign(unit); // an id that is too long for the stack fills the pool once

            // A collection that other tests cause may empty the pool in the midst of it, so the least of a few counts.
            Enumerable.Range(0, 5).Min(_ => AllocatedBy(assigner, unit)).Should().Be(0);
        }

        static long AllocatedBy(VariantAssigner assigner, string unit)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                assigner.Assign(unit);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
