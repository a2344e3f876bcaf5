using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>Words about postmortems.</summary>
internal static class PostmortemWording
{
    /// <summary>The word for an incident without a postmortem.</summary>
    public const string NotWritten = "Not written";

    /// <summary>The word for an open action whose last day is over.</summary>
    public const string Overdue = "Overdue";

    private const int MaxLine = 2000;

    public static string Status(PostmortemStatus? status) => status?.ToString() ?? NotWritten;

    public static string Event(PostmortemEventKind kind) => kind switch
    {
        PostmortemEventKind.Began => "Incident began",
        PostmortemEventKind.AlertTriggered => "Alert triggered",
        PostmortemEventKind.InvestigationStarted => "Investigation started",
        PostmortemEventKind.CauseIdentified => "Root cause identified",
        PostmortemEventKind.MitigationApplied => "Mitigation applied",
        PostmortemEventKind.Resolved => "Incident resolved",
        _ => "Note",
    };

    public static string Change(PostmortemChangeKind kind) => kind switch
    {
        PostmortemChangeKind.ActionSet => "Action set",
        _ => kind.ToString(),
    };

    public static string Prevention(PreventionState state) => state switch
    {
        PreventionState.Open => "open: it was not done in time",
        PreventionState.Done => "done: it did not prevent this",
        PreventionState.Cancelled => "cancelled",
        PreventionState.NeverFiled => "never filed",
        _ => "not known",
    };

    /// <summary>Returns the parts of a postmortem that are missing, in words; <see langword="null"/> if none is.</summary>
    public static string? Missing(IReadOnlyList<PostmortemGap> gaps) =>
        gaps.Count == 0 ? null : string.Join(", ", gaps.Select(one => one.Input));

    /// <summary>Returns the lines of a text that have content: a page shows each as a paragraph.</summary>
    public static IReadOnlyList<string> Paragraphs(string? text) => text is null
        ? []
        :
        [
            .. text.ReplaceLineEndings("\n").Replace('\t', ' ')
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];

    /// <summary>Returns a text without its line breaks, as a page shows it in a table.</summary>
    public static string? Line(string? text) => text is null
        ? null
        : ChartFrame.Shorten(text.ReplaceLineEndings(" ").Replace('\t', ' '), MaxLine);
}
