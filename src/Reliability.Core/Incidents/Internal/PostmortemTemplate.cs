using System.Globalization;

namespace Reliability.Incidents.Internal;

/// <summary>The headings, labels and forms of the Markdown of a postmortem, which the writer and the reader share.</summary>
internal static class PostmortemTemplate
{
    public const string Title = "# Incident Postmortem: ";
    public const string Summary = "Summary";
    public const string Timeline = "Timeline";
    public const string Cause = "Root Cause Analysis";
    public const string Factors = "Contributing Factors";
    public const string Impact = "Impact";
    public const string Remediation = "Immediate Remediation";
    public const string Prevention = "Prevention Measures";
    public const string Lessons = "Lessons Learned";
    public const string Well = "What Went Well";
    public const string Badly = "What Went Badly";
    public const string Lucky = "Where We Were Lucky";
    public const string Data = "Supporting Data";

    public const string Service = "Service";
    public const string Incident = "Incident";
    public const string Status = "Status";
    public const string Duration = "Duration";
    public const string Users = "User Impact";
    public const string Business = "Business Impact";
    public const string Violations = "SLO Violations";

    /// <summary>Stands for what is not stated. In a text of people, the asterisks would have backslashes.</summary>
    public const string None = "*not stated*";

    public const string NoTime = "not known";
    public const string Estimated = " (estimated)";
    public const string NoActions = "*No measures, because:*";
    public const string Budget = " % of the budget";

    public const string Id = "id";
    public const string Kind = "type";
    public const string State = "status";
    public const string Created = "created";
    public const string Closed = "closed";
    public const string Debt = "debt item";

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.FFFFFF'Z'";
    private static readonly string[] _timeFormats =
    [
        TimeFormat, "yyyy-MM-dd HH:mm'Z'", "yyyy-MM-dd HH:mm 'UTC'", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Gets the sections and their parts, in the order of the template.</summary>
    public static IReadOnlyList<(string Section, string? Part)> Order { get; } =
    [
        (Summary, null), (Timeline, null), (Cause, null), (Cause, Factors), (Impact, null), (Remediation, null), (Prevention, null),
        (Lessons, null), (Lessons, Well), (Lessons, Badly), (Lessons, Lucky), (Data, null),
    ];

    /// <summary>Gets the labels of the timeline, in the order of the template.</summary>
    public static IReadOnlyList<(PostmortemEventKind Kind, string Label)> Events { get; } =
    [
        (PostmortemEventKind.Began, "Incident began"),
        (PostmortemEventKind.AlertTriggered, "Alert triggered"),
        (PostmortemEventKind.InvestigationStarted, "Investigation started"),
        (PostmortemEventKind.CauseIdentified, "Root cause identified"),
        (PostmortemEventKind.MitigationApplied, "Mitigation applied"),
        (PostmortemEventKind.Resolved, "Incident resolved"),
        (PostmortemEventKind.Note, "Note"),
    ];

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static bool TryTime(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text,
        _timeFormats,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out at);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Reads one of the words of an enum, in upper or lower case.</summary>
    public static bool TryWord<T>(string text, out T value)
        where T : struct, Enum
    {
        value = Array.Find(Enum.GetValues<T>(), one => one.ToString().Equals(text, StringComparison.OrdinalIgnoreCase));
        return !EqualityComparer<T>.Default.Equals(value, default);
    }

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
