namespace Reliability.Slos;

/// <summary>Specifies the period of a calendar window.</summary>
public enum CalendarPeriod
{
    /// <summary>Monday to Sunday (ISO 8601).</summary>
    Week,

    /// <summary>The first to the last day of a month.</summary>
    Month,

    /// <summary>Three months: January to March, April to June, July to September, or October to December.</summary>
    Quarter,
}
