using System.Text.Json.Serialization;

namespace Reliability.Trends.Internal;

/// <summary>Reads and writes what this capability stores, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAcceptance))]
[JsonSerializable(typeof(TrendState))]
internal sealed partial class TrendsJson : JsonSerializerContext;
