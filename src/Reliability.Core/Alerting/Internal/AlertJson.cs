using System.Text.Json.Serialization;

namespace Reliability.Alerting.Internal;

/// <summary>Reads and writes what is stored, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertDocument))]
[JsonSerializable(typeof(AlertNotification))]
internal sealed partial class AlertJson : JsonSerializerContext;
