using System.Text.Json.Serialization;

namespace Reliability.Incidents.Internal;

/// <summary>The JSON serialization of the documents of this capability.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IncidentRecord))]
[JsonSerializable(typeof(FollowerRecord))]
[JsonSerializable(typeof(PostmortemRecord))]
[JsonSerializable(typeof(RemindersRecord))]
internal sealed partial class IncidentJson : JsonSerializerContext;
