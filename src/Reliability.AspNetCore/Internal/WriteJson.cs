using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads what the API is sent, strictly: a field that does not exist, such as who asks, is refused and not passed over.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(RevocationRequest))]
[JsonSerializable(typeof(AdjustmentRequest))]
[JsonSerializable(typeof(ExclusionRequest))]
[JsonSerializable(typeof(ResetRequest))]
internal sealed partial class WriteJson : JsonSerializerContext;
