using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reliability.AspNetCore.Internal;

/// <summary>Serializes the responses of the API, without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = false)]
[JsonSerializable(typeof(ObjectiveList))]
[JsonSerializable(typeof(ObjectiveResource))]
[JsonSerializable(typeof(StatusList))]
[JsonSerializable(typeof(ReportResource))]
[JsonSerializable(typeof(BurnList))]
[JsonSerializable(typeof(AlertList))]
[JsonSerializable(typeof(TransitionList))]
[JsonSerializable(typeof(UndeliveredList))]
[JsonSerializable(typeof(ConflictList))]
[JsonSerializable(typeof(EpisodeList))]
[JsonSerializable(typeof(GateResource))]
[JsonSerializable(typeof(HealthResource))]
[JsonSerializable(typeof(StatusResource))]
[JsonSerializable(typeof(LedgerList))]
[JsonSerializable(typeof(LedgerEntryResource))]
[JsonSerializable(typeof(GateAuditList))]
[JsonSerializable(typeof(GateAuditResource))]
[JsonSerializable(typeof(PolicyList))]
[JsonSerializable(typeof(FeedList))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(OrphanList))]
[JsonSerializable(typeof(ExperimentList))]
[JsonSerializable(typeof(ExperimentResource))]
[JsonSerializable(typeof(ExperimentReportResource))]
[JsonSerializable(typeof(EvidenceList))]
[JsonSerializable(typeof(MetricDefinitionList))]
[JsonSerializable(typeof(ShiftGroupList))]
[JsonSerializable(typeof(TrendResource))]
[JsonSerializable(typeof(PlanResource))]
[JsonSerializable(typeof(ExperimentPlanResource))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ApiJson : JsonSerializerContext;
