using System.Security.Cryptography;
using System.Text;

namespace AccessLogReport.Tests;

public class AccessLogReaderTests
{
    [Fact]
    public void Lines_come_in_order_and_are_counted()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Lines(3000));

        List<LogLine> lines = TestLog.ReadAll(reader);

        lines.Should().HaveCount(3000);
        lines.Select(l => l.Time).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (reader.Lines, reader.Parsed, reader.Malformed, reader.LineNumber).Should().Be((3000, 3000, 0, 3000));
    }

    [Fact]
    public void The_last_line_needs_no_line_feed()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Lines(2).TrimEnd('\n'));
        TestLog.ReadAll(reader).Should().HaveCount(2);
        reader.LineNumber.Should().Be(2);
        reader.TryRead(out _).Should().BeFalse("the end stays the end");
        reader.LineNumber.Should().Be(2);
    }

    [Fact]
    public void Carriage_returns_are_allowed()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Lines(2, "\r\n"));
        TestLog.ReadAll(reader).Should().HaveCount(2);
        reader.Malformed.Should().Be(0);
    }

    [Fact]
    public void Blank_lines_are_ignored_but_numbered()
    {
        using AccessLogReader reader = TestLog.Open($"\n\r\n{TestLog.Common}\n \t\nnonsense\n\n");
        TestLog.ReadAll(reader).Should().HaveCount(1);
        (reader.Lines, reader.Malformed, reader.LineNumber).Should().Be((2, 1, 6));
        reader.Examples.Should().ContainSingle().Which.LineNumber.Should().Be(5);
    }

    [Fact]
    public void The_first_three_malformed_lines_are_kept_as_examples()
    {
        using AccessLogReader reader = TestLog.Open($"one\r\n{TestLog.Common}\ntwo \u001b[31m\n{new string('x', 500)}\nfour\n");

        TestLog.ReadAll(reader).Should().HaveCount(1);

        reader.Malformed.Should().Be(4);
        reader.Examples.Should().Equal(
            new MalformedLine(1, LogLineFault.NoDate.Describe(), "one"),
            new MalformedLine(3, LogLineFault.NoRequest.Describe(), @"two \x1b[31m"),
            new MalformedLine(4, LogLineFault.NoDate.Describe(), new string('x', 119) + "…"));
    }

    [Theory]
    [InlineData(AccessLogReader.MaxLineBytes, LogLineFault.None)]
    [InlineData(AccessLogReader.MaxLineBytes + 1, LogLineFault.TooLong)]
    [InlineData(AccessLogReader.MaxLineBytes + 64 * 1024, LogLineFault.TooLong)]
    [InlineData((5 * AccessLogReader.MaxLineBytes) + 17, LogLineFault.TooLong)]
    public void A_line_beyond_the_limit_is_malformed_and_passed_over(int length, LogLineFault fault)
    {
        string longLine = $"{TestLog.Common} \"-\" \"{new string('x', length - TestLog.Common.Length - 7)}\"";
        using AccessLogReader reader = TestLog.Open($"{TestLog.Common}\n{longLine}\n{TestLog.Common}\n{longLine}");

        int longOnes = fault == LogLineFault.None ? 2 : 0;
        TestLog.ReadAll(reader).Should().HaveCount(2 + longOnes);
        (reader.Malformed, reader.LineNumber).Should().Be((2 - longOnes, 4));
        reader.Examples.Select(e => (e.Reason, e.Text[..13])).Should()
            .Equal(Enumerable.Repeat((LogLineFault.TooLong.Describe(), "192.0.2.1 - -"), 2 - longOnes));
    }

    [Fact]
    public void A_line_without_end_needs_no_more_memory_than_a_short_one()
    {
        byte[] block = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        using var reader = AccessLogSource.Open(new RepeatedStream(block, 4096), "256 MiB");

        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.TryRead(out _).Should().BeFalse();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(64 * 1024);
        (reader.Malformed, reader.LineNumber).Should().Be((1, 1));
        reader.BytesRead.Should().Be(4096L * 64 * 1024);
    }

    [Fact]
    public void Reading_allocates_nothing_per_line()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Lines(20_000));
        reader.TryRead(out _);

        long before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.TryRead(out _))
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000, "less than a byte a line");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2500)]
    public void Skipping_resumes_where_another_reader_stopped(int read)
    {
        string log = "nonsense\n\n" + TestLog.Lines(2500);
        using AccessLogReader first = TestLog.Open(log);
        for (int i = 0; i < read; i++)
        {
            first.TryRead(out _).Should().BeTrue();
        }

        using AccessLogReader second = TestLog.Open(log);
        second.Skip(first.LineNumber).Should().Be(first.LineNumber);

        second.LineNumber.Should().Be(first.LineNumber);
        second.Lines.Should().Be(0, "skipped lines are not looked at");
        TestLog.ReadAll(second).Should().Equal(TestLog.ReadAll(first));
        second.LineNumber.Should().Be(first.LineNumber);
    }

    [Fact]
    public void Skipping_past_the_end_tells_how_many_lines_there_were()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Lines(3).TrimEnd('\n'));
        reader.Skip(10).Should().Be(3);
        reader.LineNumber.Should().Be(3);
        reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public void Skipping_backwards_is_rejected()
    {
        using AccessLogReader reader = TestLog.Open(TestLog.Common);
        reader.Invoking(r => r.Skip(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void The_fingerprint_covers_the_first_line_so_that_it_stays_as_the_log_grows(int lines)
    {
        byte[] log = TestLog.Bytes(TestLog.Lines(lines));
        string expected = Convert.ToHexStringLower(SHA256.HashData(TestLog.Bytes(TestLog.Lines(1).TrimEnd('\n'))));

        using AccessLogReader plain = TestLog.Open(log);
        using AccessLogReader gzip = TestLog.Open(TestLog.Gzip(log));
        using AccessLogReader pipe = AccessLogSource.Open(new ChunkedStream(log, [1, 5, 3]), "pipe");

        new[] { plain.Fingerprint, gzip.Fingerprint, pipe.Fingerprint }.Should().AllBe(expected);
        TestLog.ReadAll(pipe).Should().HaveCount(lines, "looking at the beginning consumes nothing");
    }

    [Fact]
    public void Progress_is_reported_in_bytes_of_the_file()
    {
        byte[] gzip = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(20_000)));
        using AccessLogReader reader = TestLog.Open(gzip);

        reader.TryRead(out _);
        reader.TotalBytes.Should().Be(gzip.Length);
        reader.BytesRead.Should().BeInRange(1, gzip.Length - 1);

        TestLog.ReadAll(reader);
        reader.BytesRead.Should().Be(gzip.Length);
    }

    [Fact]
    public void A_pipe_has_no_known_length()
    {
        byte[] log = TestLog.Bytes(TestLog.Lines(5));
        using var reader = AccessLogSource.Open(new ChunkedStream(log, [10]), "pipe");
        TestLog.ReadAll(reader).Should().HaveCount(5);
        reader.TotalBytes.Should().BeNull();
        reader.BytesRead.Should().Be(log.Length);
    }

    [Fact]
    public void The_bytes_of_the_line_are_at_hand()
    {
        using AccessLogReader reader = TestLog.Open($"nonsense\n{TestLog.Common}\n");
        reader.TryRead(out _).Should().BeTrue();
        Encoding.UTF8.GetString(reader.CurrentLine).Should().Be(TestLog.Common);
    }

    [Fact]
    public void Closing_the_reader_closes_the_stream()
    {
        var stream = new ChunkedStream(TestLog.Bytes(TestLog.Common), [10]);
        AccessLogSource.Open(stream, "pipe").Dispose();
        stream.IsDisposed.Should().BeTrue();
    }
}
