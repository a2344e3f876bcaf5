using System.Buffers;
using System.Text;
using System.Text.Json;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>Writes metrics of improvement as JSON.</summary>
public static class ImprovementJson
{
    /// <summary>
    /// Returns a list of objects with the fields <c>name, unit, count, value, median, mean, p75, p90, low, high, censoredMedian,
    /// excluded</c>, in the order of <see cref="ImprovementReport.Metrics"/>. Times are numbers of seconds, shares are from 0 to 1, and
    /// what is not defined is null. <c>excluded</c> is a list of objects with <c>id</c> and <c>reason</c>.
    /// </summary>
    /// <param name="report">The metrics.</param>
    public static string Write(ImprovementReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartArray();
            foreach (ImprovementMetric metric in report.Metrics)
            {
                MetricJson.Write(writer, metric);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
