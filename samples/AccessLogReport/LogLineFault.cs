namespace AccessLogReport;

/// <summary>Why a line of an access log was rejected.</summary>
public enum LogLineFault
{
    /// <summary>The line is sound.</summary>
    None,

    /// <summary>Host, identity and user do not all stand before the date.</summary>
    Client,

    /// <summary>There is no date in brackets.</summary>
    NoDate,

    /// <summary>The date is not a day and time that exists, in the form <c>17/May/2015:10:05:03 +0000</c>.</summary>
    BadDate,

    /// <summary>No quoted request follows the date.</summary>
    NoRequest,

    /// <summary>A quote is opened and never closed: the line was cut.</summary>
    UnclosedQuote,

    /// <summary>A quote stands in the middle of a field.</summary>
    StrayQuote,

    /// <summary>The status is not a number from 100 to 599.</summary>
    Status,

    /// <summary>The size is neither a number nor <c>-</c>.</summary>
    Size,

    /// <summary>There is a referer and no user agent: the line was cut between them.</summary>
    NoAgent,

    /// <summary>The line is longer than <see cref="AccessLogReader.MaxLineBytes"/>.</summary>
    TooLong,
}
