using System.Text.Json.Serialization;

namespace Reliability.Recording.Internal;

/// <summary>The JSON serialization of the documents of this capability.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SourceList))]
internal sealed partial class RecordingJson : JsonSerializerContext;
