using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The fields of incidents in files.</summary>
internal static class ImportFields
{
    public static readonly string[] All =
    [
        "id", "title", "service", "severity", "cause", "startedAt", "detectedAt", "acknowledgedAt", "mitigatedAt", "resolvedAt", "kind",
        "duplicateOf", "recurrenceOf", "description", "impact", Objectives, Roles, "deploymentId", "investigationStartedAt",
        "causeIdentifiedAt", Estimated, Timeline,
    ];

    private const string Objectives = "objectives";
    private const string Roles = "roles";
    private const string Estimated = "estimated";
    private const string Timeline = "timeline";

    /// <summary>Returns whether the value of a field is a JSON array.</summary>
    public static bool IsList(string field) => field is Objectives or Roles or Estimated or Timeline;

    /// <summary>Returns the value of a field as text, or null if it has none.</summary>
    public static string? Of(Incident one, string field) => field switch
    {
        "id" => one.Id,
        "title" => one.Title,
        "service" => one.Service,
        "severity" => one.Definition.Severity == IncidentSeverity.Unknown ? null : IncidentWords.Severity.Word(one.Definition.Severity),
        "cause" => one.Definition.CauseClass,
        "startedAt" => CsvText.Time(one.StartedAt),
        "detectedAt" => CsvText.Time(one.Times.DetectedAt),
        "acknowledgedAt" => CsvText.Time(one.Times.AcknowledgedAt),
        "mitigatedAt" => CsvText.Time(one.Times.MitigatedAt),
        "resolvedAt" => CsvText.Time(one.Times.ResolvedAt),
        "kind" => IncidentWords.Kind.Word(one.Definition.Kind),
        "duplicateOf" => one.Definition.DuplicateOf,
        "recurrenceOf" => one.Definition.RecurrenceOf,
        "description" => one.Definition.Description,
        "impact" => one.Definition.Impact,
        Objectives => List(one.Definition.Objectives, IncidentJson.Default.IReadOnlyListString),
        Roles => List(
            [.. one.Definition.Roles.Select(role => new StoredRole { Role = role.Role, Name = role.Name })],
            IncidentJson.Default.IReadOnlyListStoredRole),
        "deploymentId" => one.Definition.DeploymentId,
        "investigationStartedAt" => CsvText.Time(one.Times.InvestigationStartedAt),
        "causeIdentifiedAt" => CsvText.Time(one.Times.CauseIdentifiedAt),
        Estimated => List([.. one.Times.Estimated.Select(IncidentWords.Milestone.Word)], IncidentJson.Default.IReadOnlyListString),
        _ => List(
            [.. one.Timeline.Select(note => new ImportedNote { At = CsvText.Time(note.At)!, By = note.By, Text = note.Text })],
            IncidentJson.Default.IReadOnlyListImportedNote),
    };

    /// <summary>Reads an incident from its fields.</summary>
    /// <exception cref="FormatException">A field cannot be read.</exception>
    /// <exception cref="ArgumentException">A field is not valid.</exception>
    public static IncidentImportEntry Read(int line, Func<string, string?> valueOf, string? defaultService) => new()
    {
        Line = line,
        Id = valueOf("id") is { } id ? RequireId(id) : null,
        Service = Owned.RequireService(
            valueOf("service") ?? defaultService ?? throw new FormatException("It states no service."), "service"),
        Definition = new IncidentDefinition
        {
            Title = valueOf("title") ?? throw new FormatException("It has no title."),
            Severity = Word(valueOf("severity"), "severity", IncidentSeverity.Unknown),
            Kind = Word(valueOf("kind"), "kind", IncidentKind.Incident),
            CauseClass = valueOf("cause"),
            DuplicateOf = valueOf("duplicateOf"),
            RecurrenceOf = valueOf("recurrenceOf"),
            Description = valueOf("description"),
            Impact = valueOf("impact"),
            Objectives = List(valueOf, Objectives, IncidentJson.Default.IReadOnlyListString),
            Roles =
            [
                .. List(valueOf, Roles, IncidentJson.Default.IReadOnlyListStoredRole)
                    .Select(role => new IncidentRole { Role = role.Role, Name = role.Name }),
            ],
            DeploymentId = valueOf("deploymentId"),
        },
        Times = new IncidentTimes
        {
            StartedAt = Time(valueOf, "startedAt") ?? throw new FormatException("It has no time startedAt."),
            DetectedAt = Time(valueOf, "detectedAt"),
            AcknowledgedAt = Time(valueOf, "acknowledgedAt"),
            MitigatedAt = Time(valueOf, "mitigatedAt"),
            ResolvedAt = Time(valueOf, "resolvedAt"),
            InvestigationStartedAt = Time(valueOf, "investigationStartedAt"),
            CauseIdentifiedAt = Time(valueOf, "causeIdentifiedAt"),
            Estimated =
            [
                .. List(valueOf, Estimated, IncidentJson.Default.IReadOnlyListString)
                    .Select(word => Word(word, Estimated, IncidentMilestone.Unknown)),
            ],
        },
        Timeline = [.. List(valueOf, Timeline, IncidentJson.Default.IReadOnlyListImportedNote).Select(Note)],
    };

    /// <summary>
    /// Returns what an import compares with an incident that is there. The further fields, which other programs do not write, are those of
    /// the incident where the file leaves them out; a start that was never stated is the one that an export states for it.
    /// </summary>
    public static Incident After(Incident before, IncidentImportEntry entry) => before with
    {
        Definition = entry.Definition with
        {
            Description = Block(entry.Definition.Description, before.Definition.Description),
            Impact = Block(entry.Definition.Impact, before.Definition.Impact),
            Objectives = entry.Definition.Objectives.Count > 0 ? entry.Definition.Objectives : before.Definition.Objectives,
            Roles = entry.Definition.Roles.Count > 0 ? entry.Definition.Roles : before.Definition.Roles,
            DeploymentId = entry.Definition.DeploymentId ?? before.Definition.DeploymentId,
        },
        Times = entry.Times with
        {
            StartedAt = entry.Times.StartedAt == before.StartedAt ? before.Times.StartedAt : entry.Times.StartedAt,
            InvestigationStartedAt = entry.Times.InvestigationStartedAt ?? before.Times.InvestigationStartedAt,
            CauseIdentifiedAt = entry.Times.CauseIdentifiedAt ?? before.Times.CauseIdentifiedAt,
            Estimated = entry.Times.Estimated.Count > 0 ? entry.Times.Estimated : before.Times.Estimated,
        },
    };

    /// <summary>Returns the known text if the two differ in their line breaks alone: other programs change those.</summary>
    private static string? Block(string? text, string? known) =>
        text is null || text.ReplaceLineEndings("\n") == known?.ReplaceLineEndings("\n") ? known : text;

    public static string RequireId(string id) => StoreName.Fault(id) is { } fault
        ? throw new FormatException($"The id '{Names.Shorten(id)}' is not valid: {fault}")
        : AuditText.RequireName(id, "id");

    /// <summary>Reads a time, which must state its offset: the zone of a file is not known.</summary>
    public static DateTimeOffset Instant(string text, string field) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at) && HasOffset(text)
            ? at.ToUniversalTime()
            : throw new FormatException(
                $"{field}: '{Names.Shorten(text)}' is not a time with its offset, such as 2026-03-01T12:00:00Z.");

    private static bool HasOffset(string text) => text.AsSpan().TrimEnd() is [.., 'Z' or 'z']
        || (text.LastIndexOfAny(['+', '-']) is var sign and > 9 && text.IndexOf(':', StringComparison.Ordinal) < sign);

    private static DateTimeOffset? Time(Func<string, string?> valueOf, string field) =>
        valueOf(field) is { } text ? Instant(text, field) : null;

    private static IncidentNote Note(ImportedNote note) => new()
    {
        At = AuditText.ToMicrosecond(Instant(note.At, Timeline)),
        By = AuditText.RequireName(note.By, Timeline),
        Text = IncidentText.Block(note.Text, Timeline)!,
    };

    private static string? List<T>(IReadOnlyList<T> items, JsonTypeInfo<IReadOnlyList<T>> type) =>
        items.Count == 0 ? null : JsonSerializer.Serialize(items, type);

    private static IReadOnlyList<T> List<T>(Func<string, string?> valueOf, string field, JsonTypeInfo<IReadOnlyList<T>> type)
        where T : class
    {
        if (valueOf(field) is not { } text)
        {
            return [];
        }

        try
        {
            IReadOnlyList<T>? items = JsonSerializer.Deserialize(text, type);
            return items is not null && items.All(item => item is not null)
                ? items
                : throw new FormatException($"{field}: an item is null.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{field}: '{Names.Shorten(text)}' is not the JSON array that an export has in this field.", e);
        }
    }

    private static T Word<T>(string? text, string field, T byDefault)
        where T : struct, Enum
    {
        if (text is null)
        {
            return byDefault;
        }

        foreach (T value in Enum.GetValues<T>().Where(value => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0))
        {
            if (value.ToString().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new FormatException(
            $"{field}: '{Names.Shorten(text)}' is not one of "
            + $"{string.Join(", ", Enum.GetValues<T>().Where(one => !one.Equals(default(T))))}.");
    }
}
