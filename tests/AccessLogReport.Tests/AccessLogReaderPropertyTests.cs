using CsCheck;

namespace AccessLogReport.Tests;

public class AccessLogReaderPropertyTests
{
    private static readonly string[] s_goodLines =
    [
        TestLog.Common,
        TestLog.Combined,
        """2001:db8::1 - Fred B. Smith [29/Feb/2016:23:59:59 -0930] "GET /\"a\" HTTP/1.1" 503 - "\\" "say \"hi\"" 1234""",
        """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "-" 499 0 "-" "-" rt=0.5 urt="0.1, 0.2" 12ms 3.25""",
    ];

    private static readonly Gen<byte[]> s_line = Gen.OneOf(
        Gen.OneOfConst(s_goodLines).Select(TestLog.Bytes),
        Gen.OneOfConst("", "\r", " ", "nonsense", "[] \"").Select(TestLog.Bytes),
        Gen.Byte.Array[0, 40].Select(bytes => bytes.Select(b => b is 0 ? (byte)1 : b).ToArray()));

    private static readonly Gen<byte[]> s_log =
        Gen.Select(s_line.Array[1, 30], Gen.OneOfConst("\n", "\r\n"), Gen.Bool, (lines, newline, closed) =>
        {
            byte[] end = TestLog.Bytes(newline);
            IEnumerable<byte> bytes = TestLog.Bytes("#").Concat(end).Concat(lines.SelectMany((line, i) =>
                i < lines.Length - 1 || closed ? line.Concat(end) : line));
            return bytes.ToArray();
        });

    [Fact]
    public void The_sizes_of_the_reads_do_not_matter()
    {
        Gen.Select(s_log, Gen.Int[1, 300].Array[1, 20]).Sample((log, sizes) =>
        {
            using AccessLogReader whole = TestLog.Open(log);
            using AccessLogReader split = AccessLogSource.Open(new ChunkedStream(log, sizes), "the test log");
            using AccessLogReader gzip = AccessLogSource.Open(new ChunkedStream(TestLog.Gzip(log), sizes), "the test log");

            Outcome expected = Outcome.Of(whole);
            Outcome.Of(split).Should().BeEquivalentTo(expected);
            Outcome.Of(gzip).Should().BeEquivalentTo(expected);
        });
    }

    [Fact]
    public void The_sizes_of_the_reads_do_not_matter_for_long_lines()
    {
        int limit = AccessLogReader.MaxLineBytes;
        Gen.Select(Gen.Int[limit - 2, limit + 2], Gen.Int[30_000, 70_000].Array[1, 5]).Sample(
            (length, sizes) =>
            {
                byte[] log = TestLog.Bytes($"{TestLog.Common}\n{new string('x', length)}\n{TestLog.Common}\n");
                using AccessLogReader whole = TestLog.Open(log);
                using AccessLogReader split = AccessLogSource.Open(new ChunkedStream(log, sizes), "the test log");
                Outcome.Of(split).Should().BeEquivalentTo(Outcome.Of(whole));
            },
            iter: 20);
    }

    [Fact]
    public void Skipping_and_reading_see_the_same_lines()
    {
        Gen.Select(s_log, Gen.Int[0, 35]).Sample((log, skip) =>
        {
            using AccessLogReader skipping = TestLog.Open(log);
            using AccessLogReader reading = TestLog.Open(log);
            long skipped = skipping.Skip(skip);
            while (skipping.TryRead(out LogLine line))
            {
                LogLine same;
                do
                {
                    reading.TryRead(out same).Should().BeTrue();
                }
                while (reading.LineNumber <= skipped);

                same.Should().Be(line);
                reading.LineNumber.Should().Be(skipping.LineNumber);
            }
        });
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            LogLineFault fault = AccessLogParser.Parse(bytes, out LogLine line);
            (fault == LogLineFault.None || line == default).Should().BeTrue();
        });
    }

    [Fact]
    public void Mutated_lines_never_throw_and_never_give_nonsense()
    {
        Gen<byte> biting = Gen.OneOf(Gen.Byte, Gen.OneOfConst("\"\\[] =.-:/+0959\r".Select(c => (byte)c).ToArray()));
        Gen<(int At, byte Value, int Kind)> mutation = Gen.Select(Gen.Int[0, 400], biting, Gen.Int[0, 3]);
        Gen.Select(Gen.OneOfConst(s_goodLines), mutation.Array[1, 6]).Sample(
            (good, mutations) =>
            {
                List<byte> bytes = [.. TestLog.Bytes(good)];
                foreach ((int position, byte value, int kind) in mutations)
                {
                    Mutate(bytes, position % (bytes.Count + 1), value, kind);
                }

                LogLineFault fault = AccessLogParser.Parse(bytes.ToArray(), out LogLine line);
                if (fault == LogLineFault.None)
                {
                    line.Status.Should().BeInRange(100, 599);
                    line.Time.Offset.Should().Be(TimeSpan.Zero);
                    line.Time.Year.Should().BeInRange(1969, 9999);
                    (line.Duration ?? TimeSpan.Zero).Should().BeGreaterThanOrEqualTo(TimeSpan.Zero);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Damaged_gzip_gives_lines_or_the_damage_but_nothing_else()
    {
        byte[] good = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(200)));
        Gen.Select(Gen.Int[2, good.Length - 1], Gen.Byte, Gen.Int[2, good.Length]).Sample((at, value, cut) =>
        {
            byte[] bytes = good[..cut];
            bytes[at % cut] = at % cut < 2 ? bytes[at % cut] : value;
            try
            {
                using AccessLogReader reader = TestLog.Open(bytes);
                TestLog.ReadAll(reader);
            }
            catch (LogReadException e)
            {
                e.Message.Should().StartWith("the test log ");
            }
        });
    }

    private static void Mutate(List<byte> bytes, int at, byte value, int kind)
    {
        switch (kind)
        {
            case 0:
                bytes.Insert(at, value);
                break;
            case 1 when at < bytes.Count:
                bytes.RemoveAt(at);
                break;
            case 2 when at < bytes.Count:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3 when at < bytes.Count:
                bytes[at] = value;
                break;
            default:
                break;
        }
    }

    private sealed record Outcome(List<LogLine> Lines, long Malformed, long LineNumber, MalformedLine[] Examples, string Fingerprint)
    {
        public static Outcome Of(AccessLogReader reader)
        {
            List<LogLine> lines = TestLog.ReadAll(reader);
            return new Outcome(lines, reader.Malformed, reader.LineNumber, [.. reader.Examples], reader.Fingerprint);
        }
    }
}
