using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.AspNetCore.Internal;

/// <summary>Deserializes requests strictly: an unknown field, such as the name of the caller, is rejected and not ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(OverrideRequest))]
[JsonSerializable(typeof(RevocationRequest))]
[JsonSerializable(typeof(AdjustmentRequest))]
[JsonSerializable(typeof(ExclusionRequest))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(ExperimentChangeRequest))]
[JsonSerializable(typeof(ConclusionRequest))]
[JsonSerializable(typeof(ShiftAcceptanceRequest))]
[JsonSerializable(typeof(DeploymentRequest))]
[JsonSerializable(typeof(DeploymentFinishRequest))]
[JsonSerializable(typeof(IncidentRequest))]
[JsonSerializable(typeof(IncidentMilestoneBody))]
[JsonSerializable(typeof(IncidentNoteBody))]
[JsonSerializable(typeof(IncidentResolutionBody))]
[JsonSerializable(typeof(IncidentChangeBody))]
[JsonSerializable(typeof(DebtItemRequest))]
[JsonSerializable(typeof(DebtChangeBody))]
[JsonSerializable(typeof(DebtResolutionBody))]
[JsonSerializable(typeof(DebtAcceptanceBody))]
[JsonSerializable(typeof(DebtLinkBody))]
[JsonSerializable(typeof(PostmortemDraftBody))]
[JsonSerializable(typeof(PostmortemEditBody))]
[JsonSerializable(typeof(PostmortemChangeBody))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(ActionClosingBody))]
internal sealed partial class WriteJson : JsonSerializerContext;
