using System.Text.Json.Serialization;

namespace Reliability.Experiments.Internal;

/// <summary>The JSON serialization of the documents of this capability.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExperimentRecord))]
[JsonSerializable(typeof(LookRecord))]
[JsonSerializable(typeof(EvidenceRecord))]
[JsonSerializable(typeof(DecidingPart))]
internal sealed partial class ExperimentJson : JsonSerializerContext;
