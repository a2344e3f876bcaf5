using Reliability.Recording;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

/// <summary>Records values into a store as a service would.</summary>
internal static class Recorded
{
    /// <summary>Records a value each hour of so many days from <see cref="Series.Monday"/> on.</summary>
    public static async Task DaysAsync(
        ISeriesStore store, MetricDefinition metric, TimeProvider clock, int days, Func<int, double> seconds)
    {
        await using var recorder = new ReliabilityRecorder(store, [metric.Series], timeProvider: clock);
        double[] noise = Series.Noise(days * 24, 2);
        for (int hour = 0; hour < days * 24; hour++)
        {
            recorder.Metric(metric.Name).Record(seconds(hour / 24) + (0.005 * noise[hour]), Series.Monday.AddHours(hour))
                .Should().Be(RecordResult.Accepted);
        }

        await recorder.FlushAsync();
    }
}
