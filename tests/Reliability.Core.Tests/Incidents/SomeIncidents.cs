using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

/// <summary>Incidents for tests.</summary>
internal static class SomeIncidents
{
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    public static IncidentDefinition Outage { get; } = new()
    {
        Title = "Checkout is down",
        Severity = IncidentSeverity.High,
        CauseClass = "dns",
    };

    public static IncidentOpening Opening(string id = "go", IncidentDefinition? definition = null, IncidentTimes? times = null) => new()
    {
        Service = "shop",
        Definition = definition ?? Outage,
        Times = times ?? new IncidentTimes(),
        By = "ada",
        Reason = "users complain",
        Id = id,
    };

    public static ChangeRequest Change(string id = "change") => new() { By = "bob", Reason = "so it is", Id = id };

    public static Incident Of(string id, DateTimeOffset startedAt, TimeSpan? length = null, IncidentDefinition? definition = null) => new()
    {
        Id = id,
        Service = "shop",
        Definition = definition ?? Outage,
        Times = new IncidentTimes { StartedAt = startedAt, DetectedAt = startedAt, ResolvedAt = startedAt + length },
        Source = IncidentSource.Manual,
        OpenedAt = startedAt,
        History = [],
        ETag = new ETag("1"),
    };
}
