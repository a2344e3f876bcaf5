using System.Globalization;
using System.Text.Unicode;

namespace AccessLogReport.Maintenance;

/// <summary>
/// <c>repeat --input access.log --lines 1000000 --days 30 --out FILE</c>: repeats the sound lines of a log until there
/// are enough, their times rewritten to be evenly spread over the days, from the first day of the log, in UTC.
/// </summary>
internal static class RepeatCommand
{
    public static void Run(ReadOnlySpan<string> args)
    {
        var options = new CommandOptions(args, "--input", "--lines", "--days", "--out");
        string input = options.Text("--input");
        int lines = options.Number("--lines", 1_000_000);
        int days = options.Number("--days", 30);
        string output = options.Text("--out");

        (List<byte[]> originals, DateTime start) = Load(input, lines);
        using Stream stream = LogFile.Create(output);
        Write(stream, originals, start, lines, days);
    }

    internal static void Write(Stream stream, IReadOnlyList<byte[]> originals, DateTime start, int lines, int days)
    {
        Span<byte> date = stackalloc byte[AccessLogParser.DateLength];
        long ticks = days * TimeSpan.TicksPerDay;
        for (int i = 0; i < lines; i++)
        {
            ReadOnlySpan<byte> line = originals[i % originals.Count];
            DateTime time = start.AddTicks((long)((Int128)ticks * i / lines));
            Utf8.TryWrite(date, CultureInfo.InvariantCulture, $"{time:dd/MMM/yyyy:HH:mm:ss} +0000", out _);
            int dateEnd = AccessLogParser.FindDateEnd(line);
            stream.Write(line[..(dateEnd - AccessLogParser.DateLength)]);
            stream.Write(date);
            stream.Write(line[dateEnd..]);
            stream.WriteByte((byte)'\n');
        }
    }

    private static (List<byte[]> Lines, DateTime Start) Load(string path, int limit)
    {
        var lines = new List<byte[]>();
        DateTime start = default;
        using AccessLogReader reader = AccessLogSource.Open(path);
        while (lines.Count < limit && reader.TryRead(out LogLine line))
        {
            start = lines.Count == 0 ? line.Time.UtcDateTime.Date : start;
            lines.Add(reader.CurrentLine.TrimEnd((byte)'\r').ToArray());
        }

        return lines.Count > 0 ? (lines, start) : throw new UsageException($"'{path}' holds no line that can be parsed.");
    }
}
