using System.Globalization;
using System.Text.Json;
using Reliability.Statistics;
using Reliability.Statistics.Internal;

namespace Reliability.Core.Tests.Statistics;

/// <summary>Numbers of statsmodels and of an integration of its own (tests/golden/samplesize.py), and published ones.</summary>
public sealed class SampleSizeGoldenTests
{
    private static readonly TestDesign Once = new() { Stopping = StoppingRule.FixedHorizon() };

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "samplesize.json"))).RootElement;

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    public void Power_is_that_of_statsmodels_for_every_formula_and_culture(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        foreach (JsonElement row in Golden.GetProperty("proportions").EnumerateArray())
        {
            double baseline = row[1].GetDouble();
            PowerAnalysis power = SampleSize.Power(
                MetricBaseline.Proportion(baseline),
                EffectSize.Absolute(row[2].GetDouble() - baseline),
                row[3].GetInt64(),
                row[4].GetInt64(),
                Design(row[0], row[5], row[6]));
            Near(power.Power, row[7].GetDouble(), 1e-9, row);
        }

        foreach (JsonElement row in Golden.GetProperty("means").EnumerateArray())
        {
            PowerAnalysis power = SampleSize.Power(
                MetricBaseline.Mean(1),
                EffectSize.Absolute(row[1].GetDouble()),
                row[2].GetInt64(),
                row[3].GetInt64(),
                Design(row[0], row[4], row[5]));
            Near(power.Power, row[6].GetDouble(), 1e-8, row);
        }
    }

    [Fact]
    public void Quantiles_of_Students_t_are_right_for_few_and_many_degrees_of_freedom()
    {
        foreach (JsonElement row in Golden.GetProperty("student").EnumerateArray())
        {
            Near(DistributionFunctions.StudentQuantile(row[0].GetDouble(), row[1].GetDouble()), row[2].GetDouble(), 1e-9, row);
        }
    }

    [Fact]
    public void Units_are_those_of_statsmodels_rounded_up()
    {
        foreach (JsonElement row in Golden.GetProperty("units").EnumerateArray())
        {
            TestDesign design =
                Design(row[0], row[3], row[6]) with { Power = row[4].GetDouble(), TreatmentPerControl = row[5].GetDouble() };
            double baseline = row[1].GetDouble();
            MetricBaseline metric = baseline > 0 ? MetricBaseline.Proportion(baseline) : MetricBaseline.Mean(1);
            PowerAnalysis units = SampleSize.Units(metric, EffectSize.Absolute(row[2].GetDouble() - baseline), design);
            units.ControlUnits.Should().Be((long)Math.Ceiling(row[7].GetDouble()), "{0}", row);
            units.TreatmentUnits.Should().Be((long)Math.Ceiling(units.ControlUnits * design.TreatmentPerControl), "{0}", row);
        }
    }

    [Fact]
    public void Looks_have_the_power_and_the_inflation_of_an_integration_with_the_drift_in_the_steps()
    {
        foreach (JsonElement row in Golden.GetProperty("looks").EnumerateArray())
        {
            double[] fractions = [.. row[0].EnumerateArray().Select(t => t.GetDouble())];
            double alpha = row[1].GetDouble();
            SpendingFunction spending = Enum.Parse<SpendingFunction>(row[3].GetString()!);
            Near(GroupSequential.Inflation(fractions, alpha, row[2].GetDouble(), spending), row[4].GetDouble(), 1e-6, row);

            var design = new TestDesign { Alpha = alpha, Stopping = StoppingRule.GroupSequential(looks: fractions, spending: spending) };
            Near(new StoppingPower(design).Of(row[5].GetDouble(), 1), row[6].GetDouble(), 1e-7, row);
            var oneEnd = new StoppingPower(design with { Alpha = alpha / 2, Hypothesis = TestHypothesis.OneSided });
            Near(oneEnd.Of(row[5].GetDouble(), 1), row[7].GetDouble(), 1e-7, row);
        }
    }

    [Fact]
    public void A_confidence_sequence_gets_the_units_at_which_its_half_width_and_z_of_the_power_are_the_effect()
    {
        foreach (JsonElement row in Golden.GetProperty("sequence").EnumerateArray())
        {
            double baseline = row[0].GetDouble();
            var design = new TestDesign
            {
                Alpha = row[2].GetDouble(),
                Power = row[3].GetDouble(),
                Stopping = StoppingRule.AlwaysValid(row[4].GetDouble()),
            };
            PowerAnalysis units =
                SampleSize.Units(MetricBaseline.Proportion(baseline), EffectSize.Absolute(row[1].GetDouble() - baseline), design);
            units.ControlUnits.Should().Be((long)Math.Ceiling(row[5].GetDouble()), "{0}", row);
            units.Formula.Should().Be(SampleSizeFormula.UnpooledNormal);
        }
    }

    /// <summary>
    /// What the help of R's power.prop.test and power.t.test prints, rounded up, and Evan Miller's calculator (1,030, rounded down there).
    /// </summary>
    [Theory]
    [InlineData(0.50, 0.25, 0.9, SampleSizeFormula.PooledNormal, 77)]
    [InlineData(0.10, 0.02, 0.8, SampleSizeFormula.PooledNormal, 3841)]
    [InlineData(0.20, 0.05, 0.8, SampleSizeFormula.BaselineNormal, 1031)]
    [InlineData(0.10, 0.02, 0.8, SampleSizeFormula.SimpleSixteen, 3600)]
    public void Proportions_need_the_published_units(double baseline, double effect, double power, SampleSizeFormula formula, long units) =>
        SampleSize.Units(MetricBaseline.Proportion(baseline), EffectSize.Absolute(effect), Once with { Power = power, Formula = formula })
            .Should().BeEquivalentTo(new { ControlUnits = units, TreatmentUnits = units, Formula = formula });

    [Fact]
    public void The_t_test_has_the_published_power_and_units()
    {
        // R: power.t.test(n = 20, delta = 1) is 0.8689528, the near tail alone; power.t.test(power = .90, delta = 1) is n = 22.02110,
        // one-sided 17.84713.
        var (metric, one) = (MetricBaseline.Mean(1), EffectSize.Absolute(1));
        SampleSize.Power(metric, one, 20, 20, Once with { Alpha = 0.025, Hypothesis = TestHypothesis.OneSided }).Power
            .Should()
            .BeApproximately(0.8689528, 5e-8);
        SampleSize.Units(metric, one, Once with { Power = 0.9 }).ControlUnits.Should().Be(23);
        SampleSize.Units(metric, one, Once with { Power = 0.9, Hypothesis = TestHypothesis.OneSided }).ControlUnits.Should().Be(18);
    }

    /// <summary>
    /// C. Jennison and B. W. Turnbull, "Group Sequential Methods" (2000), five looks at 5 %: the factors R of Pocock's and of O'Brien and
    /// Fleming's own boundaries.
    /// </summary>
    [Theory]
    [InlineData(2.413, 0, 0.8, 1.229)]
    [InlineData(2.413, 0, 0.9, 1.207)]
    [InlineData(2.040, 0.5, 0.8, 1.028)]
    [InlineData(2.040, 0.5, 0.9, 1.026)]
    public void Boundaries_of_the_textbook_have_its_inflation(double constant, double shape, double power, double factor)
    {
        double[] times = [0.2, 0.4, 0.6, 0.8, 1];
        double fixedShift = new StoppingPower(Once with { Power = power }).Shift();
        var looks = new StoppedWalk([.. times.Select(t => (t, constant * Math.Pow(t, -shape)))]);
        looks.Crossing(fixedShift * Math.Sqrt(factor), bothTails: true).Should().BeApproximately(power, 3e-4);
    }

    private static TestDesign Design(JsonElement formula, JsonElement alpha, JsonElement hypothesis) => Once with
    {
        Formula = Enum.Parse<SampleSizeFormula>(formula.GetString()!),
        Alpha = alpha.GetDouble(),
        Hypothesis = Enum.Parse<TestHypothesis>(hypothesis.GetString()!),
    };

    private static void Near(double actual, double expected, double relative, JsonElement what) =>
        Math.Abs(actual - expected)
            .Should()
            .BeLessThanOrEqualTo(relative * Math.Abs(expected), "{0}: {1:R} and not {2:R}", what, expected, actual);
}
