using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The fields of incidents in files.</summary>
internal static class ImportFields
{
    public static readonly string[] All =
    [
        "id", "title", "service", "severity", "cause", "startedAt", "detectedAt", "acknowledgedAt", "mitigatedAt", "resolvedAt", "kind",
        "duplicateOf", "recurrenceOf",
    ];

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
        _ => one.Definition.RecurrenceOf,
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
        },
        Times = new IncidentTimes
        {
            StartedAt = Time(valueOf, "startedAt") ?? throw new FormatException("It has no time startedAt."),
            DetectedAt = Time(valueOf, "detectedAt"),
            AcknowledgedAt = Time(valueOf, "acknowledgedAt"),
            MitigatedAt = Time(valueOf, "mitigatedAt"),
            ResolvedAt = Time(valueOf, "resolvedAt"),
        },
    };

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

    private static T Word<T>(string? text, string field, T byDefault)
        where T : struct, Enum
    {
        if (text is null)
        {
            return byDefault;
        }

        foreach (T value in Enum.GetValues<T>().Where(value => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0))
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new FormatException(
            $"{field}: '{Names.Shorten(text)}' is not one of "
            + $"{string.Join(", ", Enum.GetValues<T>().Where(one => !one.Equals(default(T))))}.");
    }
}
