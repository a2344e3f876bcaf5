using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.Dashboard.Internal;

/// <summary>Serializes the twins, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = false)]
[JsonSerializable(typeof(IReadOnlyList<ServiceRow>))]
[JsonSerializable(typeof(IReadOnlyList<AttentionRow>))]
[JsonSerializable(typeof(ObjectivesDocument))]
[JsonSerializable(typeof(ObjectiveDocument))]
[JsonSerializable(typeof(ExperimentsList))]
[JsonSerializable(typeof(ExperimentDocument))]
[JsonSerializable(typeof(TrendsList))]
[JsonSerializable(typeof(TrendDocument))]
[JsonSerializable(typeof(DebtFigures))]
[JsonSerializable(typeof(DebtDocument))]
[JsonSerializable(typeof(IncidentsFigures))]
[JsonSerializable(typeof(IncidentsDocument))]
[JsonSerializable(typeof(IncidentDocument))]
[JsonSerializable(typeof(DeploymentsFigures))]
[JsonSerializable(typeof(DeploymentsDocument))]
[JsonSerializable(typeof(ImprovementFigures))]
[JsonSerializable(typeof(ImprovementDocument))]
[JsonSerializable(typeof(PostmortemDocument))]
[JsonSerializable(typeof(PastNote))]
internal sealed partial class DashboardJson : JsonSerializerContext;
