using System.Globalization;
using System.Text;

namespace TrendReportSample.Tests;

/// <summary>Generates series whose truth is known.</summary>
internal static class TestSeries
{
    /// <summary>The first day of all series, a Monday.</summary>
    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns a value a day: a signal and normal noise.</summary>
    public static string Days(int count, Func<int, double> signal, double noise = 1, int seed = 7) =>
        Csv(count, TimeSpan.FromDays(1), signal, noise, seed);

    /// <summary>Returns a value an hour.</summary>
    public static string Hours(int count, Func<int, double> signal, double noise = 1, int seed = 7) =>
        Csv(count, TimeSpan.FromHours(1), signal, noise, seed);

    private static string Csv(int count, TimeSpan distance, Func<int, double> signal, double noise, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < count; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            text.Append(CultureInfo.InvariantCulture, $"{Start + (i * distance):yyyy-MM-dd HH:mm:ss},{signal(i) + (noise * normal):R}\n");
        }

        return text.ToString();
    }
}
