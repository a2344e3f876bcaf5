using CsCheck;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics;

public sealed class OrderStatisticTests
{
    /// <summary>Few different values make many equal ones.</summary>
    private static readonly Gen<double[]> Values = Gen.Select(Gen.Int[1, 2000], Gen.Int[1, 3000]).SelectMany(
        (count, different) => Gen.Int[-different, different].Select(one => one / 7.0).Array[count]);

    [Fact]
    public void It_selects_what_sorting_would() => Gen.Select(Values, Gen.Double[0, 1]).Sample((values, share) =>
    {
        int rank = Math.Min((int)(share * values.Length), values.Length - 1);
        double[] sorted = [.. values.Order()];

        OrderStatistic.Select(values, rank);

        values[rank].Should().Be(sorted[rank]);
        values[..rank].Where(one => one > sorted[rank]).Should().BeEmpty();
        values[rank..].Where(one => one < sorted[rank]).Should().BeEmpty();
        values.Order().Should().Equal(sorted);
    });

    [Fact]
    public void Values_in_bins_are_selected_as_sorting_would() => Gen.Select(Values, Gen.Double[0, 1], Gen.Double[-300, 300]).Sample(
        (values, share, size) =>
        {
            double[] scaled = Array.ConvertAll(values, one => one * Math.Pow(10, size));
            int rank = Math.Min((int)(share * values.Length), values.Length - 1);

            new RankedValues(scaled, scaled.Length).Select(rank).Should().Be(scaled.Order().ElementAt(rank));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(2500)]
    [InlineData(4999)]
    public void Sorted_reversed_and_equal_values_are_no_exception(int rank)
    {
        double[] ascending = [.. Enumerable.Range(0, 5000).Select(i => (double)i)];
        foreach (double[] values in (double[][])[[.. ascending], [.. ascending.Reverse()], new double[5000]])
        {
            double[] sorted = [.. values.Order()];
            new RankedValues([.. values], values.Length).Select(rank).Should().Be(sorted[rank]);
            OrderStatistic.Select(values, rank);
            values[rank].Should().Be(sorted[rank]);
        }
    }
}
