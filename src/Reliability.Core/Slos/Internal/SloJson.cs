using System.Text.Json.Serialization;

namespace Reliability.Slos.Internal;

/// <summary>How this capability writes what it stores.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptMinutes))]
[JsonSerializable(typeof(LedgerRecord))]
internal sealed partial class SloJson : JsonSerializerContext;
