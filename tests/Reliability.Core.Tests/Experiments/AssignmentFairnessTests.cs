using MathNet.Numerics.Distributions;
using Reliability.Experiments;

namespace Reliability.Core.Tests.Experiments;

/// <summary>Chi-square tests over ids and seeds that differ little. The data are fixed, so a failure is a fault and not bad luck.</summary>
public class AssignmentFairnessTests
{
    private const double Threshold = 1e-4;

    public static TheoryData<string, Func<int, string>> Ids => new()
    {
        { "numbers", i => $"{i}" },
        { "users", i => $"user{i}" },
        { "padded", i => $"{i:D16}" },
        { "mail", i => $"name.{i}@example.com" },
        { "cyrillic", i => $"Пользователь-{i}" },
        { "uuid", i => new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).ToString() },
        { "repeated", i => new string('a', i % 300) + $"{i}" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_variant_gets_its_share(string kind, Func<int, string> id)
    {
        string[] units = [.. Enumerable.Range(1, 50_000).Select(id)];
        foreach (double[] weights in (double[][])[[1, 1], [1, 1, 1], [5, 3, 2], [9, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]])
        {
            int[] assigned = Assign.All(Assign.Weighted("fair", weights), units);
            double[] observed = [.. weights.Select((_, i) => (double)assigned.Count(a => a == i))];
            double chi = observed.Select((o, i) => Square(o - Expected(i)) / Expected(i)).Sum();
            PValue(chi, weights.Length - 1)
                .Should()
                .BeGreaterThan(Threshold, "{0} over {1} arms: {2}", kind, weights.Length, string.Join(" ", observed));

            double Expected(int arm) => units.Length * weights[arm] / weights.Sum();
        }
    }

    [Fact]
    public void Tests_with_similar_names_are_independent_in_all_66_pairs()
    {
        string[] units = [.. Enumerable.Range(1, 20_000).Select(i => $"{i}")];
        int[][] tests = [.. Enumerable.Range(1, 12).Select(i => Assign.All(Assign.Even($"exp-{i}", 2), units))];
        var chis = new List<double>();
        for (int a = 0; a < tests.Length; a++)
        {
            for (int b = a + 1; b < tests.Length; b++)
            {
                chis.Add(Independence(tests[a], tests[b]));
            }
        }

        chis.Should().HaveCount(66);
        chis.Average().Should().BeInRange(0.5, 1.5, "a chi-square with one degree of freedom has the mean 1");
        PValue(chis.Max(), 1).Should().BeGreaterThan(Threshold / 66 * 10, "the greatest of 66 is {0}", chis.Max());
    }

    [Fact]
    public void Being_taken_does_not_tell_the_variant_and_the_layer_tells_neither()
    {
        string[] units = Assign.Users(200_000);
        AssignmentDefinition definition = Assign.Even("one", 3) with { Coverage = 0.1, Layer = new LayerSlice("one", 0, 0.5) };
        int[] assigned = [.. Assign.All(definition, units).Where(a => a >= 0)];
        double expected = assigned.Length / 3.0;
        PValue(Enumerable.Range(0, 3).Sum(i => Square(assigned.Count(a => a == i) - expected) / expected), 2)
            .Should()
            .BeGreaterThan(Threshold);
        Math.Abs(assigned.Length - 10_000).Should().BeLessThan(400, "half of a tenth of the units is taken");
    }

    private static double Independence(int[] one, int[] other)
    {
        double[,] table = new double[2, 2];
        for (int i = 0; i < one.Length; i++)
        {
            table[one[i], other[i]]++;
        }

        double cross = (table[0, 0] * table[1, 1]) - (table[0, 1] * table[1, 0]);
        double Row(int r) => table[r, 0] + table[r, 1];
        double Column(int c) => table[0, c] + table[1, c];
        return one.Length * cross * cross / (Row(0) * Row(1) * Column(0) * Column(1));
    }

    private static double Square(double x) => x * x;

    private static double PValue(double chi, int degrees) => 1 - ChiSquared.CDF(degrees, chi);
}
