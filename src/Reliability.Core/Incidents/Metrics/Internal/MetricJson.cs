using System.Text.Json;

namespace Reliability.Incidents.Internal;

/// <summary>Writes one metric as a JSON object whose fields are the same for every metric.</summary>
internal static class MetricJson
{
    public static void Write(Utf8JsonWriter writer, ImprovementMetric metric)
    {
        var duration = metric as DurationMetric;
        writer.WriteStartObject();
        writer.WriteString("name", metric.Name);
        writer.WriteString("unit", metric.Unit);
        writer.WriteNumber("count", metric.Count);
        Number("value", duration is null ? metric.Centre : null);
        Seconds("median", duration?.Median);
        Seconds("mean", duration?.Mean);
        Seconds("p75", duration?.P75);
        Seconds("p90", duration?.P90);
        Number("low", metric.Interval?.Low);
        Number("high", metric.Interval?.High);
        Seconds("censoredMedian", duration?.CensoredMedian);
        writer.WriteStartArray("excluded");
        foreach (MetricExclusion one in metric.Excluded)
        {
            writer.WriteStartObject();
            writer.WriteString("id", one.Id);
            writer.WriteString("reason", one.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        void Seconds(string name, TimeSpan? value) => Number(name, value?.TotalSeconds);

        void Number(string name, double? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
            else
            {
                writer.WriteNull(name);
            }
        }
    }
}
