using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;

namespace Reliability.Dashboard.Tests;

/// <summary>Sixty days of a latency of a shop that is split by region: one region becomes slower, the others do not.</summary>
internal static class ShopSplit
{
    public const string Metric = "api.latency";

    public const string Address = "/reliability/trend/api~2Elatency";

    public static void Declare(ReliabilityBuilder reliability) => reliability
        .AddMetric(Metric, m => m.Unit("s").LowerIsBetter().SplitBy("region").ForService("shop"));

    public static async Task RecordAsync(Shop shop)
    {
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        LatencyRecorder latencies = recorder.Latencies(Metric);
        var random = new Random(5);
        for (int day = 60; day > 0; day--)
        {
            DateTimeOffset at = Shop.Now.AddDays(-day);
            for (int i = 0; i < 10; i++)
            {
                latencies.Record(0.2 + (0.01 * random.NextDouble()), at, "us-east");
                latencies.Record((day < 30 ? 0.4 : 0.2) + (0.01 * random.NextDouble()), at, "eu-west");
            }
        }

        await recorder.FlushAsync();
    }
}
