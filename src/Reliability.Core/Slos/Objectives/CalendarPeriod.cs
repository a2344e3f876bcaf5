namespace Reliability.Slos;

/// <summary>The period of a calendar window.</summary>
public enum CalendarPeriod
{
    /// <summary>From Monday to Sunday (ISO 8601).</summary>
    Week,

    /// <summary>From the first to the last day of a month.</summary>
    Month,

    /// <summary>January to March, April to June, July to September, October to December.</summary>
    Quarter,
}
