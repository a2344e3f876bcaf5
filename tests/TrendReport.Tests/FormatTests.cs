using System.Text;
using System.Text.Json;

namespace TrendReportSample.Tests;

/// <summary>Files as databases, spreadsheets and logs write them.</summary>
public sealed class FormatTests
{
    /// <summary>2024-02-29 13:00 in UTC and a value of 2.5, in many ways.</summary>
    [Theory]
    [InlineData("2024-02-29T13:45:10Z,2.5")]
    [InlineData("2024-02-29t13:45:10z,2.5")]
    [InlineData("2024-02-29T13:45:10,2.5")]
    [InlineData("2024-02-29 13:45:10,2.5")]
    [InlineData("2024-02-29 13:45,2.5")]
    [InlineData("2024-02-29 13:45:10.1234567,2.5")]
    [InlineData("2024-02-29 13:45:10.123456789Z,2.5")]
    [InlineData("2024-02-29T15:45:10+02:00,2.5")]
    [InlineData("2024-02-29 15:45:10 +0200,2.5")]
    [InlineData("2024-02-29T08:45:10-05,2.5")]
    [InlineData("2024-03-01T00:45:10.5+11:00,2.5")]
    [InlineData("2024/02/29 13:45:10,2.5")]
    [InlineData("1709214310,2.5")]
    [InlineData("1709214310.75,2.5")]
    [InlineData("1709214310123,2.5")]
    [InlineData("1709214310123456,2.5")]
    [InlineData("29.02.2024 13:45,2.5")]
    [InlineData("29.2.2024 13:45:10,2.5")]
    [InlineData("02/29/2024 13:45,2.5")]
    [InlineData("2/29/2024 1:45 PM,2.5")]
    [InlineData("2/29/2024 1:45:10pm,2.5")]
    [InlineData("29/02/2024 13:45,2.5")]
    [InlineData("29-02-2024 13:45,2.5")]
    [InlineData("\"2024-02-29 13:45:10\",\"2.5\"")]
    [InlineData(" \"2024-02-29 13:45:10\" , \"2.5\" ")]
    [InlineData("2024-02-29 13:45:10;2,5")]
    [InlineData("2024-02-29 13:45:10;2.5")]
    [InlineData("2024-02-29 13:45:10,123;2,5")]
    [InlineData("\"2024-02-29 13:45:10,123\",2.5")]
    [InlineData("29.02.2024 13:45;\"2,5\"")]
    [InlineData("2024-02-29 13:45:10\t2.5")]
    [InlineData("2024-02-29 13:45:10\t2,5")]
    [InlineData("2024-02-29 13:45:10,25e-1")]
    [InlineData("2024-02-29 13:45:10, +2.5")]
    public void A_row_is_read(string row)
    {
        foreach (string text in new[] { row, $"\n \r\n{row}\r\n\r\n", $"\ufeff{row}\n", $"{row}\n{row}" })
        {
            JsonElement report = TestTerminal.JsonOf(text, "--bucket", "hour");

            report.GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 2, 29, 13, 0, 0, TimeSpan.Zero), text);
            report.GetProperty("points").GetInt64().Should().Be(1);
            report.GetProperty("dropped").GetInt64().Should().Be(0);
            report.GetProperty("trend").GetProperty("verdict").GetString().Should().Be("insufficientData");
        }
    }

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2024/2/29")]
    [InlineData("20240229")]
    [InlineData("29.02.2024")]
    [InlineData("02/29/2024")]
    public void A_date_alone_is_a_day(string date)
    {
        JsonElement report = TestTerminal.JsonOf($"{date},1\n2024-03-01,2\n");

        report.GetProperty("bucket").GetString().Should().Be("day");
        report.GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero));
        report.GetProperty("points").GetInt64().Should().Be(2);
    }

    [Theory]
    [InlineData("timestamp,value\n2024-02-29,7\n")]
    [InlineData("\ufeff\"Timestamp\",\"Value\"\r\n2024-02-29,7\r\n")]
    [InlineData("when,requests\n2024-02-29,7\n")]
    [InlineData("value,time\n7,2024-02-29\n")]
    [InlineData("host;value;date;note\na;7;2024-02-29;\n")]
    [InlineData("day\tcount\n2024-02-29\t7\n")]
    [InlineData("2024-02-29,7\n")]
    public void A_header_names_the_columns_and_may_be_missing(string text)
    {
        using var terminal = new TestTerminal();
        terminal.Run(text).Should().Be(0, terminal.Error);

        terminal.Error.Should().BeEmpty();
        terminal.Output.Should().Contain("2024-02-29").And.Contain("1 row, 1 hour").And.Contain("       7 ");
    }

    [Fact]
    public void UTF_16_is_known_by_its_byte_order_mark()
    {
        using var terminal = new TestTerminal();
        byte[] text = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("time\tvalue\r\n2024-02-29\t1,5\r\n")];

        terminal.Run(text, CancellationToken.None).Should().Be(0, terminal.Error);
    }

    [Fact]
    public void One_date_decides_the_order_of_those_before_and_after_it()
    {
        string[] first = ["01/02/2024,1", "01/31/2024,2", "02/01/2024,3"];
        JsonElement report = TestTerminal.JsonOf(string.Join('\n', first), "--bucket", "day");
        report.GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero));
        report.GetProperty("to").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 2, 2, 0, 0, 0, TimeSpan.Zero));

        report = TestTerminal.JsonOf("01/02/2024,1\n31/01/2024,2\n", "--bucket", "day");
        report.GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 1, 31, 0, 0, 0, TimeSpan.Zero));
        report.GetProperty("to").GetDateTimeOffset().Should().Be(new DateTimeOffset(2024, 2, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Dates_of_two_readings_are_rejected_with_both_and_read_in_a_given_order()
    {
        const string Text = "when,value\n05/05/2024,1\n03/04/2024,1\n03/05/2024,2\n";

        TestTerminal.ErrorOf(Text).Should()
            .Contain("line 3").And.Contain("03/04/2024").And.Contain("4 March 2024").And.Contain("3 April 2024").And.Contain("--dates");

        From("month-first").Should().Be(new DateTimeOffset(2024, 3, 4, 0, 0, 0, TimeSpan.Zero));
        From("day-first").Should().Be(new DateTimeOffset(2024, 4, 3, 0, 0, 0, TimeSpan.Zero));

        DateTimeOffset From(string order) =>
            TestTerminal.JsonOf(Text, "--dates", order, "--bucket", "day").GetProperty("from").GetDateTimeOffset();
    }

    [Fact]
    public void A_date_that_is_the_same_in_both_readings_needs_no_order() =>
        TestTerminal.JsonOf("05/05/2024,1\n").GetProperty("points").GetInt64().Should().Be(1);

    [Fact]
    public void Dates_that_contradict_each_other_are_rejected_with_their_lines()
    {
        TestTerminal.ErrorOf("01/31/2024,1\n31/01/2024,2\n").Should()
            .Contain("01/31/2024 (line 1)").And.Contain("31/01/2024 (line 2)");

        using var terminal = new TestTerminal();
        terminal.Run("01/31/2024,1\n31/01/2024,2\n", "--dates", "day-first").Should().Be(0);
        terminal.Error.Should().Contain("Dropped 1 of 2 rows").And.Contain("the time cannot be read (line 1)");
    }

    [Fact]
    public void Decimal_commas_and_points_in_one_file_are_rejected() =>
        TestTerminal.ErrorOf("2024-01-01;1,5\n2024-01-02;1.500\n").Should().Contain("line 1").And.Contain("line 2");

    [Fact]
    public void Times_without_an_offset_and_days_are_those_of_the_zone()
    {
        JsonElement report = TestTerminal.JsonOf("2024-07-01 00:30,1\n2024-07-01 23:30,3\n", "--zone", "Europe/Berlin", "--bucket", "day");

        report.GetProperty("points").GetInt64().Should().Be(1);
        report.GetProperty("from").GetString().Should().Be("2024-07-01T00:00:00+02:00");
        TestTerminal.JsonOf("2024-07-01T23:30:00Z,1\n", "--zone", "Europe/Berlin", "--bucket", "day")
            .GetProperty("from").GetString().Should().Be("2024-07-02T00:00:00+02:00");
    }

    [Fact]
    public void Order_and_repetition_do_not_matter_and_gaps_are_counted()
    {
        string sorted = TestSeries.Days(60, i => 100 + i);
        string[] rows = sorted.TrimEnd().Split('\n')[1..];
        string shuffled = string.Join(
            '\n', rows.Concat(rows).Reverse().Where(row => !row.StartsWith("2024-02-01", StringComparison.Ordinal)));

        JsonElement report = TestTerminal.JsonOf(shuffled);

        report.GetProperty("rows").GetInt64().Should().Be(118);
        report.GetProperty("points").GetInt64().Should().Be(59);
        report.GetProperty("missing").GetInt64().Should().Be(1);
        report.GetProperty("trend").GetProperty("slopePerDay").GetDouble().Should().BeApproximately(1, 0.05);
    }

    [Theory]
    [InlineData("mean", 50.5)]
    [InlineData("p50", 50)]
    [InlineData("p95", 95)]
    [InlineData("p99", 99)]
    [InlineData("count", 100)]
    public void Each_point_has_the_figure(string figure, double expected)
    {
        string text = string.Concat(Enumerable.Range(0, 30).SelectMany(day => Enumerable.Range(1, 100).Select(value =>
            $"{TestSeries.Start.AddDays(day).AddMinutes(value):yyyy-MM-dd HH:mm},{value}\n")));

        JsonElement trend = TestTerminal.JsonOf(text, "--figure", figure).GetProperty("trend");

        trend.GetProperty("start").GetDouble().Should().BeApproximately(expected, 0.006 * expected);
        trend.GetProperty("verdict").GetString().Should().Be("stable");
    }

    [Fact]
    public void A_day_without_lines_has_a_count_of_0()
    {
        string text = string.Concat(Enumerable.Range(0, 30).Where(day => day != 11)
            .SelectMany(day => Enumerable.Repeat($"{TestSeries.Start.AddDays(day):yyyy-MM-dd},1\n", 50 + (day % 3))));

        JsonElement report = TestTerminal.JsonOf(text, "--figure", "count");

        report.GetProperty("points").GetInt64().Should().Be(30);
        JsonElement outlier = report.GetProperty("outliers").EnumerateArray().Should().ContainSingle().Subject;
        outlier.GetProperty("at").GetDateTimeOffset().Should().Be(TestSeries.Start.AddDays(11));
        outlier.GetProperty("value").GetDouble().Should().Be(0);
    }
}
