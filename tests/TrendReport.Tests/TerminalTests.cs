namespace TrendReportSample.Tests;

public sealed class TerminalTests
{
    private static readonly string Step = TestSeries.Days(90, i => i == 20 ? 150 : i < 50 ? 100 : 120);

    [Fact]
    public void Help_shows_the_usage()
    {
        using var terminal = new TestTerminal();

        terminal.Run("", "--help").Should().Be(0);

        terminal.Output.Should().StartWith("Usage: TrendReport").And.Contain("--strict").And.Contain("130 stopped");
        terminal.Lines.Should().OnlyContain(line => line.Length <= 80);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void The_verdict_stands_first_and_no_line_is_wider_than_the_terminal(int width)
    {
        using var terminal = new TestTerminal(width);

        terminal.Run(TestSeries.Days(90, i => i == 20 ? 150 : 100 + (0.3 * i)), "--lower-is-better").Should().Be(0);

        terminal.Output.Should().StartWith("Degrading: the mean rose ").And.NotContain("\u001b");
        terminal.Lines.Should().OnlyContain(line => line.Length <= width);
    }

    [Fact]
    public void Shifts_and_outliers_are_marked_below_the_chart_and_listed()
    {
        using var terminal = new TestTerminal();

        terminal.Run(Step).Should().Be(0);

        string dates = terminal.Lines.Single(line => line.Contains("2024-01-01", StringComparison.Ordinal));
        int plot = dates.IndexOf("2024-01-01", StringComparison.Ordinal);
        int length = dates.Length - plot;
        Place("shifts", '1').Should().BeApproximately(50.0 / 89, 0.03);
        Place("outliers", 'o').Should().BeApproximately(20.0 / 89, 0.03);
        terminal.Output.Should().MatchRegex("│ 1 │ 2024-02-20 │ step ").And.MatchRegex("│ 2024-01-21 │ Sun ");

        double Place(string label, char mark)
        {
            string line = terminal.Lines.Single(one => one.TrimStart().StartsWith(label + " ", StringComparison.Ordinal));
            return (line.IndexOf(mark, plot) - plot) / (double)length;
        }
    }

    [Fact]
    public void The_chart_rises_with_its_values()
    {
        using var terminal = new TestTerminal();

        terminal.Run(TestSeries.Days(60, i => i, noise: 0)).Should().Be(0);

        string[] rows =
        [
            .. terminal.Lines.Where(line =>
                line.Contains(" ┤", StringComparison.Ordinal) || line.StartsWith("         │", StringComparison.Ordinal)),
        ];
        rows.Should().HaveCount(10);
        int[] places = [.. rows.Select(row => row.AsSpan(10).IndexOfAnyInRange('\u2801', '\u28ff'))];
        places.Should().BeInDescendingOrder();
        rows[0].TrimStart().Should().StartWith("59 ");
        rows[^1].TrimStart().Should().StartWith("0 ");
    }

    [Fact]
    public void A_terminal_without_Unicode_gets_a_chart_of_ASCII()
    {
        using var terminal = new TestTerminal(isUnicode: false);

        terminal.Run(Step).Should().Be(0);

        terminal.Lines.Where(line => line.Contains(" |", StringComparison.Ordinal) && line.Contains('*')).Should().NotBeEmpty();
        terminal.Output.Should().MatchRegex(@"^[\x00-\x7f]*$");
    }

    [Fact]
    public void Seasons_tell_the_weekdays_and_the_hours()
    {
        using var terminal = new TestTerminal();

        terminal.Run(TestSeries.Hours(24 * 60, i => 100 + (i / 24 % 7 == 2 ? 10 : 0) + (i % 24 == 8 ? 20 : 0))).Should().Be(0);

        terminal.Output.Should().MatchRegex("Week: repeats itself.*\r?\n  highest Wed ").And
            .MatchRegex("Time of day: repeats itself.*\r?\n  highest 08:00 ");
    }

    [Fact]
    public void The_next_seven_days_and_the_days_until_the_threshold_are_shown()
    {
        using var terminal = new TestTerminal();

        terminal.Run(TestSeries.Days(90, i => 100 + i), "--lower-is-better", "--threshold", "200").Should().Be(0);

        terminal.Lines.Count(line => line.Contains("│ 2024-03-31 │ Sun ", StringComparison.Ordinal)).Should().Be(1);
        terminal.Lines.Count(line => line.Contains("│ 2024-04-0", StringComparison.Ordinal)).Should().Be(6);
        terminal.Output.Should().Contain("The next 7 of 14 days, with 90 % intervals").And
            .MatchRegex(@"Threshold 200: in 1[012](\.\d)? days \(\d+(\.\d)? to \d+(\.\d)?, 90 %\)\.");
    }

    [Theory]
    [InlineData("50", "Threshold 50: The line has crossed the threshold.")]
    [InlineData("1e9", "Threshold 1e+9: not within a year")]
    public void A_threshold_that_is_reached_already_or_not_within_a_year_is_said_so(string threshold, string text)
    {
        using var terminal = new TestTerminal();

        terminal.Run(TestSeries.Days(90, i => 100 + i), "--lower-is-better", $"--threshold={threshold}").Should().Be(0);

        terminal.Output.Should().Contain(text);
    }

    [Fact]
    public void Too_few_points_have_no_forecast()
    {
        using var terminal = new TestTerminal();

        terminal.Run(TestSeries.Days(5, i => i), "--threshold", "3").Should().Be(0);

        terminal.Output.Should().Contain("Forecast: none; there are too few points").And.NotContain("Threshold");
    }
}
