using System.Text.Json.Serialization;

namespace Reliability.Experiments.Internal;

/// <summary>How this capability writes what it stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExperimentRecord))]
[JsonSerializable(typeof(LookRecord))]
[JsonSerializable(typeof(DecidingPart))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
