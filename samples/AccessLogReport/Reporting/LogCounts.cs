namespace AccessLogReport.Reporting;

/// <summary>What became of the lines of a log.</summary>
/// <param name="Read">Lines that are not blank.</param>
/// <param name="Parsed">Sound lines.</param>
/// <param name="Malformed">Rejected lines.</param>
/// <param name="Before">Lines that an earlier run had brought to the database.</param>
/// <param name="Added">Events that this run added, one per objective and line.</param>
/// <param name="Dropped">Events that lie in the future or too far in the past.</param>
/// <param name="Unfinished">Whether the last line has no line feed, and so waits for the next run.</param>
/// <param name="ShorterThanBefore">Whether the log that an earlier run read had more lines, so that this may be another one.</param>
internal sealed record LogCounts(
    long Read, long Parsed, long Malformed, long Before, long Added, long Dropped, bool Unfinished, bool ShorterThanBefore);
