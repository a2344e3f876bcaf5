using Reliability.Common.Internal;

namespace TrendReportSample.Reading;

/// <summary>A row whose date waits for another one to show the order of day and month.</summary>
internal readonly record struct OpenDate(TimeReading Time, double Value, long Line);
