namespace AccessLogReport;

/// <summary>A sound line and its place in the log.</summary>
/// <param name="Line">What it says.</param>
/// <param name="Number">Its number among the physical lines, from 1.</param>
/// <param name="IsUnfinished">Whether it ends the log without a line feed.</param>
internal readonly record struct NumberedLine(LogLine Line, long Number, bool IsUnfinished);
