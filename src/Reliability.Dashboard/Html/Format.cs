namespace Reliability.Dashboard.Internal;

/// <summary>
/// How a figure of the twin is shown. A page states it beside each figure (<c>data-f</c>), so that a page and its twin can be compared.
/// </summary>
internal enum Format
{
    /// <summary>As it is: a word or a sentence.</summary>
    Text = 0,

    /// <summary>A share, 0 to 1, as a percentage.</summary>
    Percent,

    /// <summary>A number of units, with separators of thousands and at most two decimals.</summary>
    Count,

    /// <summary>A number with at most four significant digits.</summary>
    Number,

    /// <summary>A burn rate, such as <c>14.4x</c>.</summary>
    Burn,

    /// <summary>A number of seconds as a duration in words.</summary>
    Duration,

    /// <summary>A point in time, to the minute, in the zone of the page.</summary>
    Instant,

    /// <summary>A day in the zone of the page.</summary>
    Day,

    /// <summary>A difference of shares with its sign, as a percentage.</summary>
    Lift,
}
