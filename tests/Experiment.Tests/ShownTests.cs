using Reliability.Statistics;

namespace ExperimentSample.Tests;

public sealed class ShownTests
{
    [Theory]
    [InlineData(1, "1.0000")]
    [InlineData(0.01839, "0.0184")]
    [InlineData(0.0500123, "0.050012")]
    [InlineData(0.0499987, "0.049999")]
    [InlineData(0.0000123, "1.2E-5")]
    [InlineData(3.1e-120, "3.1E-120")]
    [InlineData(0, "0")]
    public void A_p_value_shows_on_which_side_of_5_percent_it_is(double p, string shown)
    {
        Shown.PValue(p).Should().Be(shown);
    }

    [Theory]
    [InlineData(-0.0095, 0.1813, "-0.95 to +18.13 %")]
    [InlineData(0.0, 0.5, "0.00 to +50.00 %")]
    [InlineData(0.1, null, "+10.00 % or more")]
    [InlineData(null, 0.1, "+10.00 % or less")]
    [InlineData(null, null, "anything")]
    public void An_interval_may_lack_an_end(double? lower, double? upper, string shown)
    {
        Shown.Interval(new ConfidenceInterval(lower, upper, 0.95)).Should().Be(shown);
    }

    [Theory]
    [InlineData(0.99995, "more than 99.99 %")]
    [InlineData(0.9915, "99.15 %")]
    [InlineData(0.00001, "less than 0.01 %")]
    public void A_chance_is_never_quite_certain(double chance, string shown)
    {
        Shown.Chance(chance).Should().Be(shown);
    }

    [Theory]
    [InlineData(0.0000001, "less than 0.0001 points")]
    [InlineData(0.0019, "0.1900 points")]
    public void A_small_loss_is_not_shown_as_none(double loss, string shown)
    {
        Shown.Points(loss).Should().Be(shown);
    }

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        Shown.Text(new string('x', 59) + "😀😀").Should().Be(new string('x', 59) + "😀…");
        Shown.Text("half \ud83d").Should().Be("half \ufffd");
    }
}
