namespace Reliability.Dashboard.Internal;

/// <summary>
/// How a figure is written. The name stands in <c>data-f</c> beside each figure, so that a page can be compared with its twin.
/// </summary>
internal enum Format
{
    /// <summary>No format is chosen. It is not valid.</summary>
    None,

    /// <summary>A share from 0 to 1 as percent with two decimals: 99.95%.</summary>
    Percent,

    /// <summary>A share as percent with four decimals, for objectives past three nines: 99.9953%.</summary>
    PercentFine,

    /// <summary>A share as percent with as many decimals as it has, for targets: 99.5%, 99.99999%.</summary>
    PercentExact,

    /// <summary>A share as whole percent: 42%.</summary>
    PercentWhole,

    /// <summary>A relative change with its sign: +2.1%.</summary>
    Lift,

    /// <summary>A number of things: 9 800, and 12.3k with the exact number in the title.</summary>
    Count,

    /// <summary>A number with at most three decimals.</summary>
    Number,

    /// <summary>A burn rate, a multiple of the allowed one: 14.4x.</summary>
    Burn,

    /// <summary>Seconds as a duration in words: 3 h 20 min.</summary>
    Duration,

    /// <summary>Milliseconds as a latency: 250 ms, 1.2 s.</summary>
    Milliseconds,

    /// <summary>Seconds as a latency: 250 ms, 1.2 s.</summary>
    Seconds,

    /// <summary>An instant in the zone of the page, with its offset.</summary>
    Instant,

    /// <summary>A day of the calendar: 2026-11-30.</summary>
    Day,

    /// <summary>A word, as the twin has it or as people read it.</summary>
    Word,
}
