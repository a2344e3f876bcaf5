using System.Text.Json.Serialization;

namespace Reliability.Common.Internal;

/// <summary>The JSON serialization of the lists by which readers find series next to others.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SourceList))]
[JsonSerializable(typeof(ValueList))]
internal sealed partial class SourceListJson : JsonSerializerContext;
