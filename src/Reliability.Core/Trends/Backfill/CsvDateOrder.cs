namespace Reliability.Trends;

/// <summary>Specifies in which order the day and the month stand in a date such as 03/04/2026.</summary>
public enum CsvDateOrder
{
    /// <summary>The dates of the text decide. A text whose dates allow both orders is rejected.</summary>
    Unknown,

    /// <summary>The month is first: 03/04/2026 is 4 March.</summary>
    MonthFirst,

    /// <summary>The day is first: 03/04/2026 is 3 April.</summary>
    DayFirst,
}
