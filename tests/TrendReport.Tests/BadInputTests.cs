using System.Text.Json;
using Reliability.Common.Internal;

namespace TrendReportSample.Tests;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("--colour red", "--colour", "--bucket")]
    [InlineData("--bucket week", "'week'", "auto, hour or day")]
    [InlineData("--bucket", "--bucket", "needs a value")]
    [InlineData("--figure p42", "'p42'", "mean, p50, p95, p99 or count")]
    [InlineData("--dates year-first", "'year-first'", "month-first or day-first")]
    [InlineData("--threshold high", "'high'", "a number")]
    [InlineData("--threshold NaN", "'NaN'", "a number")]
    [InlineData("--zone Mars/Olympus", "'Mars/Olympus'", "time zone")]
    [InlineData("--zone ../../etc/passwd", "'../../etc/passwd'", "time zone")]
    [InlineData("--lower-is-better --higher-is-better", "--lower-is-better", "exclude")]
    [InlineData("no-such-file.csv", "'no-such-file.csv'", "can be read")]
    [InlineData(".", "'.'", "can be read")]
    [InlineData("a.csv b.csv", "'b.csv'", "one file")]
    [InlineData("--json=yes", "--json=yes", "the options are")]
    public void Bad_arguments_end_in_a_message_that_names_the_value_and_what_is_legal(string args, string value, string legal) =>
        TestTerminal.ErrorOf("2024-01-01,1\n", args.Split(' ')).Should().Contain(value).And.Contain(legal);

    [Fact]
    public void An_argument_cannot_act_on_the_terminal() =>
        TestTerminal.ErrorOf("", "\u001b[31mred").Should().Contain(@"\u001b[31mred").And.NotContain("\u001b");

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    [InlineData("\n \r\n\n")]
    [InlineData("timestamp,value\n")]
    public void An_input_without_rows_is_rejected(string text) =>
        TestTerminal.ErrorOf(text, "-").Should().Contain("standard input is empty");

    [Fact]
    public void An_input_without_a_row_that_can_be_used_is_rejected_with_the_reasons() =>
        TestTerminal.ErrorOf("hello\n2024-01-01,NaN\n").Should()
            .Contain("no line that can be used").And.Contain("the number of columns").And.Contain("not finite (line 2)");

    [Theory]
    [InlineData("2024-01-03,NaN", "the value is not finite")]
    [InlineData("2024-01-03,Infinity", "the value is not finite")]
    [InlineData("2024-01-03,-Infinity", "the value is not finite")]
    [InlineData("2024-01-03,1e999", "the value is not finite")]
    [InlineData("2024-01-03,", "the value is empty")]
    [InlineData("2024-01-03,many", "the value is not a number")]
    [InlineData("2024-01-03,\"1,234\"", "the value is not a number")]
    [InlineData("2024-01-03,1,5", "the number of columns")]
    [InlineData("2024-01-03", "the number of columns")]
    [InlineData("2024-01-03,\"1", "a quote")]
    [InlineData("2024-01-03,1\"2", "a quote")]
    [InlineData("2024-02-30,1", "the time cannot be read")]
    [InlineData("2024-13-01,1", "the time cannot be read")]
    [InlineData("13/13/2024,1", "the time cannot be read")]
    [InlineData("2024-01-03 24:00,1", "the time cannot be read")]
    [InlineData("2024-01-03 10:61,1", "the time cannot be read")]
    [InlineData("2024-01-03T10:00:00+99:00,1", "the time cannot be read")]
    [InlineData("2024-01-03 10:00 tomorrow,1", "the time cannot be read")]
    [InlineData("9999-12-31,1", "the time cannot be read")]
    [InlineData("17,1", "the time cannot be read")]
    [InlineData("-99999999999999999999,1", "the time cannot be read")]
    [InlineData("yesterday,1", "the time cannot be read")]
    [InlineData(",1", "the time cannot be read")]
    public void A_row_that_cannot_be_used_is_dropped_and_told_or_an_error_in_strict_mode(string row, string reason)
    {
        string text = $"timestamp,value\n2024-01-01,1\n2024-01-02,2\n{row}\n2024-01-04,3\n";
        using var terminal = new TestTerminal();

        terminal.Run(text, "--json").Should().Be(0);

        terminal.Error.Should().Contain("Dropped 1 of 4 rows").And.Contain(reason).And.Contain("(line 4)");
        using JsonDocument report = JsonDocument.Parse(terminal.Output);
        report.RootElement.GetProperty("dropped").GetInt64().Should().Be(1);
        report.RootElement.GetProperty("points").GetInt64().Should().Be(3);
        TestTerminal.ErrorOf(text, "--strict").Should().Contain("standard input, line 4").And.Contain(reason);
    }

    [Fact]
    public void Dropped_rows_are_told_by_reason_with_the_first_lines()
    {
        string text = string.Concat(Enumerable.Range(1, 6).Select(day => $"2024-01-0{day},{(day > 1 ? "NaN" : "1")}\n")) + "x,1\n";
        using var terminal = new TestTerminal();

        terminal.Run(text).Should().Be(0);

        terminal.Error.Should().Contain("Dropped 6 of 7 rows").And.Contain("5: the value is not finite (lines 2, 3, 4, ...)")
            .And.Contain("1: the time cannot be read (line 7)");
    }

    [Fact]
    public void A_line_that_does_not_fit_memory_is_dropped_and_the_next_one_read()
    {
        string text = $"2024-01-01,1\n{new string('x', 5 * CharLines.MaxLength)},1\n2024-01-02,1\n";
        using var terminal = new TestTerminal();

        terminal.Run(text).Should().Be(0);

        terminal.Error.Should().Contain("more than 65,536 characters (line 2)");
        terminal.Output.Should().Contain("2 rows");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Few_points_give_no_verdict_and_no_error(int count)
    {
        string text = TestSeries.Days(count, i => i);

        JsonElement report = TestTerminal.JsonOf(text);
        report.GetProperty("trend").GetProperty("verdict").GetString().Should().Be("insufficientData");
        report.GetProperty("trend").GetProperty("pValue").ValueKind.Should().Be(JsonValueKind.Null);

        using var terminal = new TestTerminal();
        terminal.Run(text).Should().Be(0);
        terminal.Output.Should().StartWith("Not enough data").And.Contain("too few points");
    }

    [Theory]
    [InlineData(1e308, 0.9)]
    [InlineData(1e-308, 0.9)]
    [InlineData(-1e308, 0.9)]
    [InlineData(1.5e308, -0.9)]
    public void Values_at_the_ends_of_doubles_do_not_overflow(double size, double other)
    {
        string text = TestSeries.Days(40, i => size * (i % 2 == 0 ? 1 : other), noise: 0);
        using var terminal = new TestTerminal();

        terminal.Run($"{text}{text[16..]}").Should().Be(0, terminal.Error);

        terminal.Output.Should().NotContain("NaN").And.NotContain("∞").And.NotContain("Infinity");
        TestTerminal.JsonOf(text).GetProperty("points").GetInt64().Should().Be(40);
    }

    [Fact]
    public void Values_whose_slope_per_day_is_no_number_are_rejected() =>
        TestTerminal.ErrorOf(TestSeries.Hours(8, i => -1.7e308 + (i * 4.8e307), noise: 0)).Should()
            .Contain("cannot be analyzed").And.Contain("range of a double");

    [Fact]
    public void Counts_over_a_time_without_end_are_rejected() =>
        TestTerminal.ErrorOf("1000-01-01,1\n8999-01-01,1\n", "--figure", "count", "--bucket", "day").Should().Contain("1000-01-01");

    [Fact]
    public void A_run_that_is_stopped_ends_with_130()
    {
        using var terminal = new TestTerminal();

        terminal.Run("2024-01-01,1\n"u8.ToArray(), new CancellationToken(canceled: true)).Should().Be(130);

        terminal.Error.Should().StartWith("Stopped.");
    }
}
