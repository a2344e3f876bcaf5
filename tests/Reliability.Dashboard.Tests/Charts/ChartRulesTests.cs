using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed class ChartRulesTests
{
    private static readonly TimeChart Valid = SampleCharts.BurnDown();

    [Theory]
    [InlineData(double.NaN, "NaN is not valid*")]
    [InlineData(double.PositiveInfinity, "Infinity is not valid*")]
    [InlineData(1e16, "10000000000000000 is not valid*")]
    public void A_value_that_cannot_be_drawn_is_named(double value, string message)
    {
        Rejected(With([new(SampleCharts.From, value)])).WithMessage(message).WithParameterName("Remaining");
        Rejected(Valid with { Low = value }).WithMessage(message);
        Rejected(Valid with { Thresholds = [Valid.Thresholds[0] with { Value = value }] }).WithMessage(message);
        FluentActions.Invoking(() => Rendered.Text(html => Sparkline.Write(html, "title", [value])))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
        FluentActions.Invoking(() => Rendered.Text(html => BudgetBar.Write(html, "id", "title", value, true)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
        Rejected(SampleCharts.Forest() with { Margin = value }).WithMessage(message);
    }

    [Fact]
    public void A_range_that_does_not_end_after_its_start_is_rejected()
    {
        Rejected(Valid with { To = Valid.From }).WithMessage("*A chart ends after its start*");
        Rejected(Valid with { From = Valid.To.AddDays(1) }).WithMessage("*A chart ends after its start*");
        Rejected(Valid with { Low = 1, High = 1 });
    }

    [Fact]
    public void Points_that_do_not_ascend_are_rejected() =>
        Rejected(With([new(SampleCharts.From.AddDays(1), 1), new(SampleCharts.From, 1)])).WithMessage("*must ascend in time; item 1*");

    [Fact]
    public void More_than_eight_series_are_rejected()
    {
        Rejected(Valid with { Bands = [], Lines = [.. Enumerable.Repeat(Valid.Lines[1], 9)] }).WithMessage("9 is not valid*at most 8*");
        Rendered.Text((Valid with { Bands = [], Lines = [.. Enumerable.Repeat(Valid.Lines[1], 8)] }).Write).Should().Contain("line s7");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_rejected(string name)
    {
        Rejected(Valid with { Title = name });
        Rejected(Valid with { Lines = [Valid.Lines[0] with { Name = name }] });
        Rejected(Valid with { Markers = [Valid.Markers[0] with { Label = name }] });
        Rejected(SampleCharts.Forest() with { Rows = [SampleCharts.Forest().Rows[0] with { Label = name }] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a)")]
    [InlineData("\u00E4")]
    public void An_id_that_would_have_to_be_escaped_is_rejected(string id)
    {
        Rejected(Valid with { Id = id }).WithMessage($"'{id}' is not valid*");
        Rejected(SampleCharts.Forest() with { Id = id });
        FluentActions.Invoking(() => Rendered.Text((SampleCharts.Strip() with { Id = id }).Write))
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Two_ends_of_a_band_at_different_instants_are_rejected() =>
        Rejected(Valid with { Bands = [Valid.Bands[0] with { Low = [] }] }).WithMessage("*must have the same 0 instants*");

    [Fact]
    public void An_interval_that_does_not_hold_its_estimate_is_rejected()
    {
        ForestRow row = SampleCharts.Forest().Rows[0];
        Rejected(SampleCharts.Forest() with { Rows = [row with { Estimate = 0.5 }] }).WithMessage("*must lie in its interval*");
        Rejected(SampleCharts.Forest() with { Rows = [row with { Low = 0.5 }] }).WithMessage("*must end at*");
    }

    [Fact]
    public void Days_that_do_not_ascend_or_have_no_state_are_rejected()
    {
        StripDay day = new(new DateOnly(2026, 1, 1), StripState.Met);
        FluentActions.Invoking(() => Rendered.Text((SampleCharts.Strip() with { Days = [day, day] }).Write))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*2026-01-01*Days must ascend*");
        FluentActions.Invoking(() => Rendered.Text((SampleCharts.Strip() with { Days = [day with { State = StripState.None }] }).Write))
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    private static TimeChart With(TimePoint[] points) => Valid with { Lines = [Valid.Lines[0] with { Points = points }] };

    private static FluentAssertions.Specialized.ExceptionAssertions<ArgumentOutOfRangeException> Rejected(TimeChart chart) =>
        FluentActions.Invoking(() => Rendered.Text(chart.Write)).Should().Throw<ArgumentOutOfRangeException>();

    private static FluentAssertions.Specialized.ExceptionAssertions<ArgumentOutOfRangeException> Rejected(ForestChart chart) =>
        FluentActions.Invoking(() => Rendered.Text(chart.Write)).Should().Throw<ArgumentOutOfRangeException>();
}
