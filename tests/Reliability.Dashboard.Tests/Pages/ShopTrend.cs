using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Reliability.Common;
using Reliability.Recording;

namespace Reliability.Dashboard.Tests;

/// <summary>
/// Ninety days of a latency of a shop: it rises twice by 50 ms, the second time when a version is deployed, is higher at weekends and by
/// day,
/// and is very high on one day.
/// </summary>
internal static class ShopTrend
{
    public const string Metric = "checkout.latency";

    public const string Address = "/reliability/trend/checkout~2Elatency";

    /// <summary>The first day of the 90.</summary>
    public static readonly DateTimeOffset First = new(2025, 12, 29, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Declares the metric, one that nothing feeds, and what was deployed.</summary>
    public static void Declare(ReliabilityBuilder reliability) => Declare(reliability, Metric, "deployment 4.7.1");

    public static void Declare(ReliabilityBuilder reliability, string name, string marker)
    {
        reliability
            .AddMetric(name, m => m.Unit("s").LowerIsBetter().Threshold(0.5).ForService("shop")
                .Describe("How long a customer waits."))
            .AddMetric("queue", m => m.Unit("messages").ForService("mailer"));
        reliability.Services.AddKeyedSingleton(string.Empty, Deployments(marker));
    }

    public static async Task RecordAsync(Shop shop, string name = Metric)
    {
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        LatencyRecorder latencies = recorder.Latencies(name);
        var random = new Random(3);
        for (int day = 0; day < 90; day++)
        {
            DateTimeOffset start = First.AddDays(day);
            double level = 200 + (50 * Math.Min(day / 30, 2)) + (20 * random.NextDouble())
                + (start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 30 : 0) + (day == 75 ? 150 : 0);
            for (int hour = 0; hour < 24; hour++)
            {
                double ofHour = level + (hour is > 8 and < 18 ? 25 : 0);
                latencies.Record(TimeSpan.FromMilliseconds(ofHour), start.AddHours(hour));
                latencies.Record(TimeSpan.FromMilliseconds(ofHour + random.Next(5)), start.AddHours(hour));
            }
        }

        await recorder.FlushAsync();
    }

    private static IMarkerSource Deployments(string text)
    {
        IMarkerSource source = Substitute.For<IMarkerSource>();
        source.GetMarkersAsync(Arg.Any<string>(), Arg.Any<TimeRange>(), Arg.Any<CancellationToken>())
            .Returns([new Marker { At = First.AddDays(60).AddHours(9), Kind = "deployment", Text = text }]);
        return source;
    }
}
