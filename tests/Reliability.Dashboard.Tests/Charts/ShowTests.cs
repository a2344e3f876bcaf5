using System.Globalization;
using CsCheck;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed class ShowTests
{
    [Theory]
    [InlineData(nameof(Format.Percent), "0.9995", "99.95%")]
    [InlineData(nameof(Format.Percent), "1", "100%")]
    [InlineData(nameof(Format.Percent), "0", "0%")]
    [InlineData(nameof(Format.Percent), "0.999999", ">99.99%")]
    [InlineData(nameof(Format.Percent), "0.000001", "<0.01%")]
    [InlineData(nameof(Format.Percent), "-0.000001", ">\u22120.01%")]
    [InlineData(nameof(Format.Percent), "-0.26", "\u221226.00%")]
    [InlineData(nameof(Format.PercentFine), "0.99995", "99.9950%")]
    [InlineData(nameof(Format.PercentWhole), "0.425", "43%")]
    [InlineData(nameof(Format.Lift), "0.0213", "+2.1%")]
    [InlineData(nameof(Format.Lift), "-0.0213", "\u22122.1%")]
    [InlineData(nameof(Format.Lift), "-0.0001", "0.0%")]
    [InlineData(nameof(Format.Count), "0", "0")]
    [InlineData(nameof(Format.Count), "9800", "9\u202F800")]
    [InlineData(nameof(Format.Count), "1293.855", "1\u202F294")]
    [InlineData(nameof(Format.Count), "39.7", "39.7")]
    [InlineData(nameof(Format.Count), "10000", "10\u202F000")]
    [InlineData(nameof(Format.Count), "12345", "12.3k")]
    [InlineData(nameof(Format.Count), "999949", "1M")]
    [InlineData(nameof(Format.Count), "1240000", "1.24M")]
    [InlineData(nameof(Format.Count), "-45000", "\u221245k")]
    [InlineData(nameof(Format.Count), "9223372036854775807", "9\u202F223P")]
    [InlineData(nameof(Format.Burn), "14.4", "14.4x")]
    [InlineData(nameof(Format.Burn), "0.0001", "<0.01x")]
    [InlineData(nameof(Format.Burn), "0", "0x")]
    [InlineData(nameof(Format.Burn), "1234.56", "1\u202F234.6x")]
    [InlineData(nameof(Format.Number), "1234.5678", "1\u202F234.568")]
    [InlineData(nameof(Format.Number), "0.00042", "4.2E\u22124")]
    [InlineData(nameof(Format.Seconds), "0.0123", "12 ms")]
    [InlineData(nameof(Format.Seconds), "0.0012", "1.2 ms")]
    [InlineData(nameof(Format.Seconds), "1.2", "1.2 s")]
    [InlineData(nameof(Format.Duration), "12000", "3 h 20 min")]
    [InlineData(nameof(Format.Duration), "3599.9", "59 min 59 s")]
    [InlineData(nameof(Format.Duration), "187200", "2 d 4 h")]
    [InlineData(nameof(Format.Duration), "-7200", "\u22122 h")]
    [InlineData(nameof(Format.Duration), "0.12", "120 ms")]
    [InlineData(nameof(Format.Duration), "0", "0 s")]
    [InlineData(nameof(Format.Milliseconds), "250.4", "250 ms")]
    [InlineData(nameof(Format.Milliseconds), "1234", "1.23 s")]
    [InlineData(nameof(Format.Milliseconds), "0.25", "0.25 ms")]
    public void A_figure_has_one_text(string format, string value, string expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        foreach (string culture in (string[])["", "de-DE", "ar-SA", "fr-FR"])
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            try
            {
                Show.Value(Enum.Parse<Format>(format), decimal.Parse(value, CultureInfo.InvariantCulture)).Should().Be(expected);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }
    }

    [Fact]
    public void Only_all_is_100_percent_and_only_nothing_is_0_percent() =>
        (from digits in Gen.Long[0, 1_000_000_000] from decimals in Gen.Int[0, 4] select (digits, decimals))
        .Sample((digits, decimals) =>
        {
            string text = Show.Percent(digits / 1_000_000_000m, decimals);
            return (text == "100%") == (digits == 1_000_000_000) && (text == "0%") == (digits == 0);
        });

    [Fact]
    public void An_instant_has_its_offset_so_that_a_repeated_hour_is_not_the_same()
    {
        DateTimeOffset first = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero);
        Show.Instant(first, SampleCharts.Berlin).Should().Be("2026-10-25 02:30 +02:00");
        Show.Instant(first.AddHours(1), SampleCharts.Berlin).Should().Be("2026-10-25 02:30 +01:00");
        Show.Instant(first.AddSeconds(5), TimeZoneInfo.Utc).Should().Be("2026-10-25 00:30:05 UTC");
    }

    [Fact]
    public void A_figure_names_its_pointer_and_its_format_and_one_that_does_not_exist_is_not_a_number()
    {
        Rendered.Text(html => html.Figure("/slos/0/remaining", Format.Percent, 0.42)).Should()
            .Be("""<span data-p="/slos/0/remaining" data-f="Percent">42.00%</span>""");
        Rendered.Text(html => html.Figure("/slos/0/remaining", Format.Percent, default(double?))).Should()
            .Be("""<span data-p="/slos/0/remaining" data-f="Percent">n/a</span>""");
        Rendered.Text(html => html.Figure("/slos/0/events", Format.Count, 1_234_567L)).Should()
            .Be("<span data-p=\"/slos/0/events\" data-f=\"Count\" title=\"1\u202F234\u202F567\">1.23M</span>");
        FluentActions.Invoking(() => Rendered.Text(html => html.Figure("/slos/0/remaining", Format.Percent, double.NaN)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("NaN is not valid*");
    }

    [Theory]
    [InlineData(nameof(Format.Percent), 0.9995, 0.0005, "99.95%")]
    [InlineData(nameof(Format.Percent), 0.2, 0.2, "20%")]
    [InlineData(nameof(Format.Lift), 0.02, 0.02, "+2%")]
    [InlineData(nameof(Format.Lift), 0, 0.02, "0%")]
    [InlineData(nameof(Format.Burn), 1, 0.5, "1.0x")]
    [InlineData(nameof(Format.Count), 50_000, 10_000, "50k")]
    public void An_axis_has_no_more_decimals_than_its_ticks_need(string format, double value, double step, string expected) =>
        Show.Tick(Enum.Parse<Format>(format), value, step).Should().Be(expected);
}
