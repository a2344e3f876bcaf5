using System.Globalization;
using System.Text.Unicode;

namespace AccessLogReport.Maintenance;

/// <summary>The access log of an invented shop: combined format with the request time in seconds, by a fixed seed.</summary>
/// <remarks>Plain arithmetic and no functions of the mathematical library, so that every machine writes the same bytes.</remarks>
internal sealed class ShopLog(int lines, int days)
{
    private const int Seed = 271_828;
    private const int MalformedLines = 5;
    private const int Visitors = 400;
    private const int Articles = 60;

    private static readonly DateTime s_start = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>How the time of a request spreads around the usual: the quantiles 0, 5 %, ... 100 %.</summary>
    private static readonly double[] s_spread =
    [
        0.30, 0.42, 0.50, 0.57, 0.63, 0.69, 0.75, 0.81, 0.87, 0.93, 1.00,
        1.07, 1.15, 1.24, 1.34, 1.46, 1.61, 1.80, 2.06, 2.52, 5.20,
    ];

    private static readonly int[] s_failures = [500, 502, 503, 503];

    private static readonly string[] s_agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:135.0) Gecko/20100101 Firefox/135.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148 "
            + "Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Mobile Safari/537.36",
        "ShopMonitor/2.1 (+https://shop.example/monitor)",
    ];

    private readonly Random _random = new(Seed);
    private readonly ShopWeather _weather = new(days);
    private readonly ShopPage[] _pages = [.. ShopPage.All.SelectMany(p => Enumerable.Repeat(p, p.Share))];

    /// <summary>Writes the log.</summary>
    public void WriteTo(Stream stream)
    {
        Span<byte> buffer = stackalloc byte[1024];
        int malformedEvery = lines / MalformedLines;
        int number = 0;
        foreach (double seconds in new ShopTraffic(days, _random).Arrivals(lines, _random))
        {
            int length = Format(buffer, new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond)));
            if (malformedEvery > 0 && number % malformedEvery == malformedEvery / 2)
            {
                length = Spoil(buffer[..length], number / malformedEvery);
            }

            stream.Write(buffer[..length]);
            stream.WriteByte((byte)'\n');
            number++;
        }
    }

    /// <summary>Makes a line malformed, each time in another way.</summary>
    internal static int Spoil(Span<byte> line, int way)
    {
        switch (way)
        {
            case 0:
                return line.Length / 3;
            case 1:
                return line.LastIndexOf((byte)'"');
            case 2:
                line.Replace((byte)'/', (byte)'-');
                return line.Length;
            case 3:
                "(no log)"u8.CopyTo(line);
                return "(no log)".Length;
            default:
                line.Replace((byte)'"', (byte)'\'');
                return line.Length;
        }
    }

    private int Format(Span<byte> buffer, TimeSpan at)
    {
        ShopPage page = _pages[_random.Next(_pages.Length)];
        int visitor = Skewed(Visitors);
        int article = Skewed(Articles);
        bool failed = _random.NextDouble() < _weather.ErrorRate(at);
        int status = failed ? s_failures[_random.Next(s_failures.Length)] : page.Status;
        int bytes = failed ? 512 : page.Bytes == 0 ? 0 : page.Bytes + (article * 16);
        long milliseconds = (long)(page.Milliseconds * Spread(_random.NextDouble()) * _weather.Slowdown(at)) + 1;
        string request = page.Request.Replace("*", (1000 + (article * 7)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string referer = page.Request.StartsWith("GET /static", StringComparison.Ordinal) ? "https://shop.example/" : "-";

        Utf8.TryWrite(
            buffer,
            CultureInfo.InvariantCulture,
            $"{Network(visitor)}{visitor % 250} - - [{s_start + at:dd/MMM/yyyy:HH:mm:ss} +0000] \"{request} HTTP/1.1\" {status} "
                + $"{bytes} \"{referer}\" \"{s_agents[visitor % s_agents.Length]}\" {milliseconds / 1000}.{milliseconds % 1000:000}",
            out int length);
        return length;
    }

    /// <summary>Addresses reserved for documentation.</summary>
    private static string Network(int visitor) => (visitor % 8) switch
    {
        0 => "2001:db8::",
        1 or 2 => "192.0.2.",
        3 or 4 => "198.51.100.",
        _ => "203.0.113.",
    };

    /// <summary>A number below the limit, low ones more often.</summary>
    private int Skewed(int limit)
    {
        double value = _random.NextDouble();
        return (int)(value * value * limit);
    }

    private static double Spread(double quantile)
    {
        double position = quantile * (s_spread.Length - 1);
        int index = (int)position;
        return s_spread[index] + ((position - index) * (s_spread[index + 1] - s_spread[index]));
    }
}
