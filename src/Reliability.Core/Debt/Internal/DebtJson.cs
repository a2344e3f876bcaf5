using System.Text.Json.Serialization;

namespace Reliability.Debt.Internal;

/// <summary>The JSON serialization of the documents of this capability.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DebtRecord))]
internal sealed partial class DebtJson : JsonSerializerContext;
