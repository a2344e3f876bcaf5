namespace AccessLogReport;

/// <summary>An example of a line that was rejected.</summary>
/// <param name="LineNumber">Its number in the log, from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Text">How it begins, made safe for a terminal. Not escaped for Spectre markup.</param>
public sealed record MalformedLine(long LineNumber, string Reason, string Text);
