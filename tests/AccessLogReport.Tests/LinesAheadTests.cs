namespace AccessLogReport.Tests;

public class LinesAheadTests
{
    [Fact]
    public async Task Every_line_comes_in_order_with_its_number()
    {
        const int count = 200_000; // More than may be read ahead.
        using AccessLogReader reader = TestLog.Open("nonsense\n" + TestLog.Lines(count).TrimEnd('\n'));
        reader.TryRead(out LogLine first).Should().BeTrue();
        (long lines, long next, long unfinished) = (0, 2, 0);

        await LinesAhead.ReadAsync(reader, first, (in line) =>
        {
            lines += line.Number == next && line.Line.Time.Ticks % TimeSpan.TicksPerDay == lines % 86_400 * TimeSpan.TicksPerSecond ? 1 : 0;
            unfinished += line.IsUnfinished ? 1 : 0;
            next++;
            return lines % 30_000 == 0 ? Task.Run(() => { }) : null;
        });

        (lines, unfinished, reader.LineNumber, reader.FinishedLines).Should().Be((count, 1, count + 1, count));
    }

    [Fact]
    public async Task Damage_follows_the_lines_before_it()
    {
        byte[] gzip = TestLog.Gzip(TestLog.Bytes(TestLog.Lines(50_000)));
        using AccessLogReader reader = TestLog.Open(gzip[..(gzip.Length / 2)]);
        reader.TryRead(out LogLine first).Should().BeTrue();
        long last = 0;

        Func<Task> reading = () => LinesAhead.ReadAsync(reader, first, (in line) =>
        {
            last = line.Number;
            return null;
        });

        await reading.Should().ThrowAsync<LogReadException>().WithMessage("*damaged gzip*");
        last.Should().BeGreaterThan(1000).And.Be(reader.LineNumber);
    }

    [Fact]
    public async Task An_exception_ends_the_reading_even_while_a_pipe_is_silent()
    {
        var pipe = new SilentStream(TestLog.Bytes(TestLog.Lines(5_000)));
        AccessLogReader reader = AccessLogSource.Open(pipe, "the pipe");
        reader.TryRead(out LogLine first).Should().BeTrue();

        Func<Task> reading = () => LinesAhead.ReadAsync(reader, first, (in _) => throw new InvalidOperationException("the store is gone"));

        await reading.Should().ThrowAsync<InvalidOperationException>();
        pipe.End();
    }

    /// <summary>Waits once its bytes are read.</summary>
    private sealed class SilentStream(byte[] bytes) : MemoryStream
    {
        private readonly MemoryStream _bytes = new(bytes);
        private readonly TaskCompletionSource _end = new();

        public override bool CanSeek => false;

        public void End() => _end.SetResult();

        public override int Read(Span<byte> buffer)
        {
            int read = _bytes.Read(buffer);
            if (read == 0)
            {
                _end.Task.Wait();
            }

            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
