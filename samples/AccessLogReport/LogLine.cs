namespace AccessLogReport;

/// <summary>What a line of an access log says about one request.</summary>
/// <param name="Time">When the server logged it, in UTC.</param>
/// <param name="Status">The HTTP status, 100 to 599.</param>
/// <param name="Duration">How long the request took, when the line tells.</param>
public readonly record struct LogLine(DateTimeOffset Time, int Status, TimeSpan? Duration);
