using System.Text.Json.Serialization;

namespace Reliability.Alerting.Internal;

/// <summary>Serializes the stored formats without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredAlerts))]
[JsonSerializable(typeof(StoredNotification))]
[JsonSerializable(typeof(StoredSourcedAlerts))]
internal sealed partial class AlertJson : JsonSerializerContext;
