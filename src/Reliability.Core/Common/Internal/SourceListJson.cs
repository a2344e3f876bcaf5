using System.Text.Json.Serialization;

namespace Reliability.Common.Internal;

/// <summary>The JSON serialization of the lists of sources.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SourceList))]
internal sealed partial class SourceListJson : JsonSerializerContext;
