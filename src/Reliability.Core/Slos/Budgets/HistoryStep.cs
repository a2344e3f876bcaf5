namespace Reliability.Slos;

/// <summary>Specifies the length of the periods of a <see cref="BudgetHistory"/>.</summary>
public enum HistoryStep
{
    /// <summary>The step was not set.</summary>
    Unknown = 0,

    /// <summary>An hour in UTC.</summary>
    Hour,

    /// <summary>A day in the time zone in which the store keeps the days of the service.</summary>
    Day,

    /// <summary>A calendar month in the same time zone.</summary>
    Month,
}
