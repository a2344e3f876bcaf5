using System.Text.Json.Serialization;

namespace Reliability.Alerting.Internal;

/// <summary>Reads and writes what is stored, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAlerts))]
[JsonSerializable(typeof(StoredNotification))]
internal sealed partial class AlertJson : JsonSerializerContext;
