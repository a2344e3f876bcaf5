using System.IO.Compression;
using System.Text;

namespace AccessLogReport.Tests;

/// <summary>Small logs for tests.</summary>
internal static class TestLog
{
    public const string Common = """192.0.2.1 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12""";
    public const string Combined = Common + """ "-" "curl/8.5" """;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Common lines, one second after the other from midnight, with the status 200 and more by their number.</summary>
    public static string Lines(int count, string newline = "\n") => string.Concat(Enumerable.Range(0, count).Select(i =>
        $"192.0.2.1 - - [17/May/2015:{i / 3600 % 24:00}:{i / 60 % 60:00}:{i % 60:00} +0000] \"GET /{i * 7919 % 10007} HTTP/1.1\" 200 "
            + $"{i}{newline}"));

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public static AccessLogReader Open(string text) => Open(Bytes(text));

    public static AccessLogReader Open(byte[] bytes) => AccessLogSource.Open(new MemoryStream(bytes), "the test log");

    public static List<LogLine> ReadAll(AccessLogReader reader)
    {
        var lines = new List<LogLine>();
        while (reader.TryRead(out LogLine line))
        {
            lines.Add(line);
        }

        return lines;
    }
}
