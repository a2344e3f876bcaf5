using System.Text.Json;
using System.Text.Json.Serialization;

namespace AccessLogReport.Reporting;

/// <summary>The report for machines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(LogReport))]
internal sealed partial class JsonReport : JsonSerializerContext
{
    public static string Write(LogReport report) => JsonSerializer.Serialize(report, Default.LogReport) + "\n";
}
