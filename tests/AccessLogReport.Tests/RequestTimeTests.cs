using System.Text;

namespace AccessLogReport.Tests;

public class RequestTimeTests
{
    [Theory]
    [InlineData("nginx, after the size", "0.123", 123_000L)]
    [InlineData("nginx, after the agent", "\"-\" \"a\" 0.123", 123_000L)]
    [InlineData("nginx, a whole second", "\"-\" \"a\" 2.000", 2_000_000L)]
    [InlineData("nginx, below the clock", "\"-\" \"a\" 0.000", 0L)]
    [InlineData("Apache, after the size", "1234", 1_234L)]
    [InlineData("Apache, after the agent", "\"-\" \"a\" 1234", 1_234L)]
    [InlineData("nine decimals", "0.123456789", 123_456L)]
    [InlineData("rt=", "\"-\" \"a\" rt=0.123", 123_000L)]
    [InlineData("request_time=", "\"-\" \"a\" request_time=0.123", 123_000L)]
    [InlineData("quoted", "\"-\" \"a\" rt=\"0.123\"", 123_000L)]
    [InlineData("upstream alone", "\"-\" \"a\" urt=\"0.1\"", 100_000L)]
    [InlineData("upstream alone, long name", "\"-\" \"a\" upstream_response_time=0.1", 100_000L)]
    [InlineData("milliseconds of Traefik", "\"-\" \"a\" 17 \"router\" \"http://192.0.2.9\" 12ms", 12_000L)]
    [InlineData("label over bare", "\"-\" \"a\" 0.9 rt=0.123", 123_000L)]
    [InlineData("request over upstream", "\"-\" \"a\" urt=\"0.1\" uct=\"0.0\" rt=0.123", 123_000L)]
    [InlineData("bare over upstream", "\"-\" \"a\" urt=\"0.1\" 0.123", 123_000L)]
    [InlineData("first of two", "\"-\" \"a\" 0.123 0.456", 123_000L)]
    [InlineData("ingress of Kubernetes", "\"-\" \"a\" 456 0.123 [shop-80] [] 192.0.2.9:80 1234 0.120 200 c0ffee", 123_000L)]
    [InlineData("upstream that was retried", "\"-\" \"a\" 0.123 urt=\"0.001, 0.100\"", 123_000L)]
    [InlineData("spaces at the end", "0.123  ", 123_000L)]
    public void The_request_time_is_found(string what, string tail, long microseconds)
    {
        Parse(tail).Should().Be(TimeSpan.FromMicroseconds(microseconds), what);
    }

    [Theory]
    [InlineData("none", "\"-\" \"a\"")]
    [InlineData("absent", "\"-\" \"a\" -")]
    [InlineData("bytes in and out of Apache's combinedio", "\"-\" \"a\" 512 20480")]
    [InlineData("another key", "\"-\" \"a\" uct=\"0.1\" host=a")]
    [InlineData("an address", "\"-\" \"a\" 192.0.2.9")]
    [InlineData("quoted, without a label", "\"-\" \"a\" \"0.123\"")]
    [InlineData("negative", "\"-\" \"a\" -0.123")]
    [InlineData("no decimals", "\"-\" \"a\" 1.")]
    [InlineData("no whole part", "\"-\" \"a\" .5")]
    [InlineData("exponent", "\"-\" \"a\" 1.5e3")]
    [InlineData("empty label", "\"-\" \"a\" rt=")]
    [InlineData("absent, with a label", "\"-\" \"a\" rt=-")]
    [InlineData("beyond all reason", "\"-\" \"a\" 99999999999999999999")]
    [InlineData("beyond all reason, in seconds", "\"-\" \"a\" 999999999999.0")]
    [InlineData("beyond all reason, in milliseconds", "\"-\" \"a\" 999999999999999ms")]
    public void What_is_not_a_request_time_is_passed_over(string what, string tail)
    {
        Parse(tail).Should().BeNull(what);
    }

    private static TimeSpan? Parse(string tail)
    {
        AccessLogParser.Parse(Encoding.UTF8.GetBytes($"{TestLog.Common} {tail}"), out LogLine line).Should().Be(LogLineFault.None);
        return line.Duration is { } time ? TimeSpan.FromMicroseconds(time.Ticks / TimeSpan.TicksPerMicrosecond) : null;
    }
}
