using System.Text;

namespace AccessLogReport.Tests;

public class AccessLogParserTests
{
    private static readonly DateTimeOffset s_time = new(2015, 5, 17, 10, 5, 3, TimeSpan.Zero);

    [Theory]
    [InlineData("common", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("size unknown", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 -""")]
    [InlineData("combined", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "http://a.example/" "curl/8.5" """)]
    [InlineData("carriage return", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 12\r")]
    [InlineData("IPv6", """2001:db8::1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("host name", """www.a.example - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("user", """192.0.2.1 id fred [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("user with spaces", """192.0.2.1 - Fred B. Smith [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("user with brackets", """192.0.2.1 - a [b] c [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("empty user of Apache", """192.0.2.1 - "" [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("virtual host first", """a.example:80 192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData("no request", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "-" 200 0 "-" "-" """)]
    [InlineData("empty request", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "" 200 0 "" "" """)]
    [InlineData("escaped quotes", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET /\"a\" HTTP/1.1" 200 12 "\"" "say \"hi\" " """)]
    [InlineData("escaped backslash", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET /\\" 200 12 "-" "a\\" """)]
    [InlineData("TLS bytes", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "\x16\x03\x01" 200 12 "-" "-" """)]
    [InlineData(
        "date in the request",
        """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET /[18/May/2015:10:05:03 +0000] HTTP/1.1" 200 12""")]
    [InlineData("zone to the east", """192.0.2.1 - - [17/May/2015:15:35:03 +0530] "GET / HTTP/1.1" 200 12""")]
    [InlineData("zone to the west", """192.0.2.1 - - [16/May/2015:22:35:03 -1130] "GET / HTTP/1.1" 200 12""")]
    [InlineData("zone at the edge", """192.0.2.1 - - [18/May/2015:00:05:03 +1400] "GET / HTTP/1.1" 200 12""")]
    [InlineData("more fields", """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "a" "198.51.100.7" TLSv1.3""")]
    public void A_sound_line_is_parsed(string what, string line)
    {
        AccessLogParser.Parse(Encoding.UTF8.GetBytes(line), out LogLine parsed).Should().Be(LogLineFault.None, what);
        parsed.Should().Be(new LogLine(s_time, 200, null), what);
    }

    [Theory]
    [InlineData(LogLineFault.NoDate, "")]
    [InlineData(LogLineFault.NoDate, "hello")]
    [InlineData(LogLineFault.NoDate, """192.0.2.1 - - 17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.NoRequest, """192.0.2.1 - - [17/May/2015:10:05""")]
    [InlineData(LogLineFault.NoRequest, """192.0.2.1 - - [17/May/2015:10:05:03 +0000]""")]
    [InlineData(LogLineFault.NoRequest, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [31/Apr/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [29/Feb/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [00/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/Mai/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [7/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:24:00:00 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:10:60:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:10:05:60 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:10:05:03 00000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:10:05:03 +2400] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/2015:10:05:03 GMT] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/0001:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17/May/9999:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.BadDate, """192.0.2.1 - - [17-May-2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.Client, """[17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.Client, """192.0.2.1 [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.Client, """192.0.2.1 - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.Client, """192.0.2.1 - -[17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.Client, """ - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""")]
    [InlineData(LogLineFault.UnclosedQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HT""")]
    [InlineData(LogLineFault.UnclosedQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / \" """)]
    [InlineData(LogLineFault.UnclosedQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "cur""")]
    [InlineData(LogLineFault.UnclosedQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "a" urt="0.1""")]
    [InlineData(LogLineFault.StrayQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1"200 12""")]
    [InlineData(LogLineFault.StrayQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 -" "curl/8.5" """)]
    [InlineData(LogLineFault.StrayQuote, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "my "own" agent" """)]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" """)]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200""")]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" - 12""")]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 099 12""")]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 600 12""")]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 2000 12""")]
    [InlineData(LogLineFault.Status, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 2x0 12""")]
    [InlineData(LogLineFault.Size, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 """)]
    [InlineData(LogLineFault.Size, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 -1""")]
    [InlineData(LogLineFault.Size, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 "-" "curl/8.5" """)]
    [InlineData(LogLineFault.NoAgent, """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" """)]
    public void A_malformed_line_is_rejected_with_its_reason(LogLineFault fault, string line)
    {
        AccessLogParser.Parse(Encoding.UTF8.GetBytes(line), out LogLine parsed).Should().Be(fault);
        parsed.Should().Be(default(LogLine));
        fault.Describe().Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(304)]
    [InlineData(499)]
    [InlineData(503)]
    [InlineData(599)]
    public void The_status_is_read(int status)
    {
        string line = $"""192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" {status} 12""";
        AccessLogParser.Parse(Encoding.UTF8.GetBytes(line), out LogLine parsed);
        parsed.Status.Should().Be(status);
    }

    [Fact]
    public void The_day_that_only_leap_years_have_is_accepted()
    {
        AccessLogParser.Parse("h - - [29/Feb/2016:23:59:59 +0000] \"-\" 200 0"u8, out LogLine parsed).Should().Be(LogLineFault.None);
        parsed.Time.Should().Be(new DateTimeOffset(2016, 2, 29, 23, 59, 59, TimeSpan.Zero));
    }

    [Fact]
    public void Every_month_is_known()
    {
        for (int month = 1; month <= 12; month++)
        {
            var time = new DateTimeOffset(2024, month, 28, 1, 2, 3, TimeSpan.Zero);
            string line =
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"h - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"-\" 200 0");
            AccessLogParser.Parse(Encoding.UTF8.GetBytes(line), out LogLine parsed).Should().Be(LogLineFault.None);
            parsed.Time.Should().Be(time);
        }
    }

    [Fact]
    public void The_encoding_of_address_and_agent_does_not_matter()
    {
        byte[] line =
            Encoding.Latin1.GetBytes("""192.0.2.1 - müller [17/May/2015:10:05:03 +0000] "GET /ÿþé HTTP/1.1" 200 12 "ß" "ä" 0.5""");
        AccessLogParser.Parse(line, out LogLine parsed).Should().Be(LogLineFault.None);
        parsed.Duration.Should().Be(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Parsing_allocates_nothing()
    {
        byte[] line =
            Encoding.UTF8.GetBytes("""192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "a" rt=0.5 urt="0.1" 0.2""");
        AccessLogParser.Parse(line, out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            AccessLogParser.Parse(line, out _);
        }

        // Less than a byte a line: only what the runtime itself may do once, such as compiling the loop anew.
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000);
    }
}
