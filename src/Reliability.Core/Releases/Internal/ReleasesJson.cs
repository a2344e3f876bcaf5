using System.Text.Json.Serialization;

namespace Reliability.Releases.Internal;

/// <summary>Reads and writes what this capability stores, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeploymentRecord))]
[JsonSerializable(typeof(GateRecord))]
internal sealed partial class ReleasesJson : JsonSerializerContext;
