using System.Globalization;
using Reliability.Common;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class TrendMarkdownTests
{
    [Fact]
    public void A_report_has_its_verdict_its_figures_a_chart_and_its_shifts()
    {
        double[] noise = Series.Noise(90, 3);
        TrendReport report = Trend.Analyze(
            Series.Latency with { Description = "How long a checkout takes." },
            Series.Days(90, i => 0.2 + (0.05 * Math.Min(i / 20, 2)) + (0.01 * noise[i])));
        TrendReport marked = report with
        {
            Shifts =
            [
                report.Shifts[0],
                report.Shifts[1] with
                {
                    Markers = [new Marker { At = Series.Monday.AddDays(40), Kind = "deployment", Text = "deployment 4.7.1" }],
                },
            ],
        };
        string markdown = TrendMarkdown.Write(marked);
        markdown.Should().StartWith("# checkout.latency\n\n**Degrading**: p95 rose ")
            .And.Contain("| description | How long a checkout takes. |\n")
            .And.Contain("| change that matters | 5 % |\n")
            .And.MatchRegex(@"\| 2026-04-11 \| 2026-04-\d\d and 2026-04-1\d \| step, degrading \| 2\d\d ms \|")
            .And.Contain("| deployment 4.7.1 |\n")
            .And.Contain("```text\n").And.Contain("^ step 2026-03-22, step 2026-04-11\n")
            .And.Contain("| of a week | not found |")
            .And.NotContain("\r").And.EndWith(" |\n");
        string[] chart = markdown[(markdown.IndexOf("```text\n", StringComparison.Ordinal) + 8)..].Split("```")[0].Split('\n');
        chart.Should().HaveCount(14, "ten rows, an axis, two lines about shifts, and the end");
        chart[0].Should().Contain("*", "the highest value is in the first row");
        chart[11].IndexOf('^', StringComparison.Ordinal).Should().Be(
            chart[10].IndexOf('+', StringComparison.Ordinal) + 1 + 13, "sixty columns are ninety days");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_values_are_a_short_report(int count)
    {
        string markdown = TrendMarkdown.Write(Trend.Analyze(Series.Latency, Series.Days(count, i => i)));
        markdown.Should().Contain("**Not enough data**: ").And.Contain($"| values | {count} |");
        markdown.Contains("```", StringComparison.Ordinal).Should().Be(count == 2);
    }

    [Fact]
    public void The_bytes_are_the_same_in_every_culture()
    {
        double[] noise = Series.Noise(24 * 21, 5);
        TrendReport report = Trend.Analyze(
            Series.Latency, Series.Hours(24 * 21, i => 1.5 + (i % 24 is > 8 and < 18 ? 1 : 0) + (0.1 * noise[i])));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string[] all =
            [
                .. ((string[])["", "de-DE", "ar-SA", "fr-FR"]).Select(culture =>
                {
                    CultureInfo.CurrentCulture = new CultureInfo(culture);
                    return TrendMarkdown.Write(report);
                }),
            ];
            all.Distinct().Should().ContainSingle();
            all[0].Should().Contain("The last 100 of 504.").And.Contain("| of a day | found |");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("a|b", @"# a\|b")]
    [InlineData("<script>alert(1)</script>", @"# \<script\>alert(1)\</script\>")]
    [InlineData("[x](https://evil.example)", @"# \[x\](https\://evil.example)")]
    [InlineData("*b* _i_ `c` #", @"# \*b\* \_i\_ \`c\` \#")]
    [InlineData("www.evil.example", @"# www\.evil.example")]
    [InlineData("\u202Egnp.exe", "# \uFFFDgnp.exe")]
    public void Names_are_text_and_no_markup(string name, string heading)
    {
        string markdown = TrendMarkdown.Write(Trend.Analyze(new MetricDefinition(name), Series.Days(10, i => i)));
        markdown.Split('\n')[0].Should().Be(heading);
    }

    [Fact]
    public void Texts_of_markers_and_units_stay_in_their_cell_and_their_block()
    {
        MetricDefinition metric = new("m") { Unit = "`|\u2028x", Service = "a|b" };
        double[] noise = Series.Noise(40, 3);
        TrendReport report = Trend.Analyze(metric, Series.Days(40, i => (i < 20 ? 200 : 300) + noise[i]));
        report = report with
        {
            Shifts =
            [
                report.Shifts[0] with
                {
                    Markers = [new Marker { At = Series.Monday, Kind = "deployment", Text = "a\n\n# b | c" }],
                },
            ],
        };
        string markdown = TrendMarkdown.Write(report);
        markdown.Should().Contain(@"a  \# b \| c |").And.Contain(@"| service | a\|b |").And.Contain(@" \`\| x |");
        markdown.Split("```").Should().HaveCount(3, "the only block of code is the chart");
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(1e-300)]
    public void Extreme_values_have_a_chart(double scale)
    {
        TrendReport report = Trend.Analyze(
            new MetricDefinition("m"), Series.Days(30, i => scale * (i % 2 == 0 ? 1 : -1) * (1 - (i / 100.0))));
        TrendMarkdown.Write(report).Should().Contain("*").And.NotContain("NaN").And.NotContain("∞");
    }

    [Fact]
    public void Hours_have_their_time()
    {
        TrendReport report = Trend.Analyze(Series.Latency, Series.Hours(50, i => i));
        report.Resolution.Should().Be(SeriesResolution.Hour);
        TrendMarkdown.Write(report).Should().Contain("| 2026-03-02 13:00 | 13 s | 1 |");
    }
}
