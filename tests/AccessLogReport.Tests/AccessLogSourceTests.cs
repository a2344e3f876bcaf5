using System.Text;

namespace AccessLogReport.Tests;

public sealed class AccessLogSourceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("access-log-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_file_is_read_plain_or_gzip_whatever_its_name()
    {
        byte[] log = TestLog.Bytes(TestLog.Lines(50));
        string plain = Write("plain.gz", log);
        string gzip = Write("gzip.log", TestLog.Gzip(log));

        foreach (string path in new[] { plain, gzip })
        {
            using AccessLogReader reader = AccessLogSource.Open(path);
            TestLog.ReadAll(reader).Should().HaveCount(50);
            reader.TotalBytes.Should().Be(new FileInfo(path).Length);
        }
    }

    [Fact]
    public void Gzip_files_appended_to_each_other_are_one_log()
    {
        byte[] gzip = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(50)));
        using AccessLogReader reader = TestLog.Open([.. gzip, .. gzip]);
        TestLog.ReadAll(reader).Should().HaveCount(100);
    }

    [Fact]
    public void A_log_that_is_being_written_can_be_read()
    {
        string path = Write("access.log", TestLog.Bytes(TestLog.Lines(5)));
        using FileStream writer = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using AccessLogReader reader = AccessLogSource.Open(path);
        TestLog.ReadAll(reader).Should().HaveCount(5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing.log")]
    [InlineData("no/such/place.log")]
    public void A_missing_file_is_named(string name)
    {
        string path = name.Length == 0 ? name : Path.Combine(_directory, name);
        Rejection(path).Should().Be($"'{path}' does not exist. {AccessLogSource.Accepted}");
    }

    [Fact]
    public void A_directory_is_not_a_log()
    {
        Rejection(_directory).Should().Be($"'{_directory}' is a directory. {AccessLogSource.Accepted}");
    }

    [Fact]
    public void An_empty_file_is_not_a_log()
    {
        string path = Write("empty.log", []);
        Rejection(path).Should().Be($"'{path}' is empty. {AccessLogSource.Accepted}");
    }

    [Fact]
    public void Gzip_of_nothing_is_empty_too()
    {
        // What gzip(1) makes of an empty file; .NET would write no bytes at all.
        string path = Write("empty.log.gz", Convert.FromHexString("1f8b080000000000000303000000000000000000"));
        Rejection(path).Should().Be($"'{path}' is empty. {AccessLogSource.Accepted}");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-32BE")]
    public void Wide_text_is_rejected_by_its_mark(string encoding)
    {
        Encoding wide = Encoding.GetEncoding(encoding);
        string path = Write("wide.log", [.. wide.GetPreamble(), .. wide.GetBytes(TestLog.Common)]);
        Rejection(path).Should().Be($"'{path}' is UTF-16 or UTF-32 text, convert it to UTF-8 first. {AccessLogSource.Accepted}");
    }

    [Fact]
    public void Wide_text_without_a_mark_is_rejected_by_its_zeros()
    {
        string path = Write("wide.log.gz", TestLog.Gzip(Encoding.Unicode.GetBytes(TestLog.Common)));
        Rejection(path).Should().Be($"'{path}' holds NUL bytes: it is UTF-16 text or not text at all. {AccessLogSource.Accepted}");
    }

    [Fact]
    public void The_mark_of_UTF_8_does_no_harm()
    {
        using AccessLogReader reader = TestLog.Open([0xef, 0xbb, 0xbf, .. TestLog.Bytes(TestLog.Common)]);
        TestLog.ReadAll(reader).Should().HaveCount(1);
    }

    [Fact]
    public void Gzip_without_any_content_is_rejected_at_once()
    {
        string path = Write("stub.log.gz", [0x1f, 0x8b, 8]);
        Rejection(path).Should().Be($"'{path}' is damaged gzip, cut short or changed: it can be read up to line 0 and no further.");
    }

    [Theory]
    [InlineData(5_000, 0.5)]
    [InlineData(5_000, 0.999)]
    [InlineData(3, 0.8)]
    public void Gzip_that_was_cut_gives_its_whole_lines_and_then_the_damage(int lines, double part)
    {
        byte[] gzip = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(lines)));
        string path = Write("cut.log.gz", gzip[..(int)(gzip.Length * part)]);
        using AccessLogReader reader = AccessLogSource.Open(path);
        var read = new List<LogLine>();

        for (int attempt = 0; attempt < 2; attempt++)
        {
            reader.Invoking(r =>
            {
                while (r.TryRead(out LogLine line))
                {
                    read.Add(line);
                }
            }).Should().Throw<LogReadException>().WithMessage(
                $"'{path}' is damaged gzip, cut short or changed: it can be read up to line {read.Count} and no further.");
        }

        read.Count.Should().BeInRange(1, lines);
        (reader.Parsed, reader.Malformed, reader.LineNumber)
            .Should()
            .Be((read.Count, 0, read.Count), "the piece of a line at the cut is not a line");
        reader.Invoking(r => r.Skip(1)).Should().Throw<LogReadException>();
    }

    [Fact]
    public void Gzip_whose_checksum_is_wrong_is_damaged()
    {
        byte[] gzip = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(5_000)));
        gzip[^6] ^= 1;
        using AccessLogReader reader = TestLog.Open(gzip);
        reader.Invoking(TestLog.ReadAll).Should().Throw<LogReadException>().WithMessage("the test log is damaged gzip*");
    }

    [Fact]
    public void A_source_that_fails_gives_its_lines_and_then_the_failure()
    {
        var stream = new ChunkedStream(TestLog.Bytes(TestLog.Lines(100)), [999], new IOException("The disk is gone."));
        using AccessLogReader reader = AccessLogSource.Open(stream, "the disk");
        reader.Invoking(TestLog.ReadAll).Should().Throw<LogReadException>()
            .WithMessage("the disk cannot be read past line 100: The disk is gone.");
        reader.Parsed.Should().Be(100);
    }

    [Fact]
    public void A_source_that_fails_at_once_is_rejected_and_closed()
    {
        var stream = new ChunkedStream([], [1], new IOException("The disk is gone."));
        FluentActions.Invoking(() => AccessLogSource.Open(stream, "the disk")).Should().Throw<LogReadException>()
            .WithMessage("the disk cannot be read: The disk is gone.*");
        stream.IsDisposed.Should().BeTrue();
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static string Rejection(string path) =>
        FluentActions.Invoking(() => AccessLogSource.Open(path)).Should().Throw<LogReadException>().Which.Message;
}
