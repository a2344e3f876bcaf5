using Reliability.Slos;

namespace AccessLogReport.Reporting;

/// <summary>One objective, now and over the time of the log.</summary>
/// <param name="Description">What it means.</param>
/// <param name="Report">How it stands at the end of the log.</param>
/// <param name="Rules">Its alert rules, by name.</param>
/// <param name="Episodes">When each rule would have fired and cleared.</param>
/// <param name="Replayed">Since when each rule could be replayed.</param>
internal sealed record ObjectiveReport(
    string? Description,
    SloReport Report,
    IReadOnlyList<string> Rules,
    IReadOnlyList<AlertEpisode> Episodes,
    IReadOnlyList<ReplayedRule> Replayed);
