using System.Text.Json.Serialization;

namespace Reliability.Jobs.Internal;

/// <summary>Reads and writes what is stored, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProcessRecord))]
[JsonSerializable(typeof(RoundRecord))]
[JsonSerializable(typeof(EpochRecord))]
[JsonSerializable(typeof(StandingRecord))]
[JsonSerializable(typeof(RetentionRecord))]
internal sealed partial class JobsJson : JsonSerializerContext;
