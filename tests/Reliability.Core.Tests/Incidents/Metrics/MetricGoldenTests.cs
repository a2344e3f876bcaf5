using System.Text.Json;
using Reliability.Incidents;
using Reliability.Incidents.Internal;

namespace Reliability.Core.Tests.Incidents.Metrics;

/// <summary>Numbers that another program computed by the definitions: see tests/golden/improvement.py.</summary>
public sealed class MetricGoldenTests
{
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Incidents", "Golden", "improvement.json"))).RootElement;

    [Fact]
    public void The_rank_of_an_interval_of_the_median_and_its_confidence_are_exact()
    {
        foreach (JsonElement row in Golden.GetProperty("ranks").EnumerateArray())
        {
            (int Rank, double Level)? interval = MedianInterval.Of(row[0].GetInt32());
            if (row[1].ValueKind == JsonValueKind.Null)
            {
                interval.Should().BeNull($"of {row[0]} values");
                continue;
            }

            interval.Should().NotBeNull($"of {row[0]} values");
            interval!.Value.Rank.Should().Be(row[1].GetInt32(), $"of {row[0]} values");
            interval.Value.Level.Should().BeApproximately(row[2].GetDouble(), 1e-10, $"of {row[0]} values");
        }
    }

    [Fact]
    public void The_limits_of_a_rate_are_exact()
    {
        foreach (JsonElement row in Golden.GetProperty("poisson").EnumerateArray())
        {
            (double low, double high) = PoissonInterval.Of(row[0].GetInt32());
            low.Should().BeApproximately(row[1].GetDouble(), 1e-9 * Math.Max(1, row[1].GetDouble()), $"{row[0]} were seen");
            high.Should().BeApproximately(row[2].GetDouble(), 1e-9 * row[2].GetDouble(), $"{row[0]} were seen");
        }
    }

    [Fact]
    public void Percentiles_and_the_median_of_Kaplan_and_Meier_are_those_of_the_definitions()
    {
        foreach (JsonElement row in Golden.GetProperty("samples").EnumerateArray())
        {
            int[] ended = Seconds(row, "ended");
            int[] open = Seconds(row, "open");
            var sample = new DurationSample(MetricTerm.TimeToRestore, SomeHistory.To);
            foreach ((int seconds, int i) in ended.Select((one, i) => (one, i)))
            {
                sample.Add("shop", $"e{i}", SomeHistory.From, SomeHistory.From.AddSeconds(seconds));
            }

            foreach ((int seconds, int i) in open.Select((one, i) => (one, i)))
            {
                sample.Add("shop", $"o{i}", SomeHistory.To.AddSeconds(-seconds), null);
            }

            DurationMetric metric = sample.ToMetric();
            JsonElement median = row.GetProperty("kaplanMeier");
            metric.CensoredMedian?.TotalSeconds.Should().Be(median.GetDouble(), row.ToString());
            (metric.CensoredMedian is null).Should().Be(median.ValueKind == JsonValueKind.Null, row.ToString());
            double[]? expected = row.GetProperty("percentiles").Deserialize<double[]>();
            double?[] actual = [metric.Median?.TotalSeconds, metric.P75?.TotalSeconds, metric.P90?.TotalSeconds];
            actual.Should().Equal(expected is null ? [null, null, null] : expected.Select(one => (double?)one), row.ToString());
        }
    }

    private static int[] Seconds(JsonElement row, string name) => row.GetProperty(name).Deserialize<int[]>()!;
}
