namespace TrendReportSample.Reading;

/// <summary>In which order the day and the month stand in a date such as 03/04/2014.</summary>
internal enum DateOrder
{
    /// <summary>The dates of the file decide.</summary>
    Unknown,
    MonthFirst,
    DayFirst,
}
