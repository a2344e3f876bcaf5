namespace Reliability.Slos;

/// <summary>Specifies whether a forecast follows a pattern that repeats.</summary>
public enum ForecastSeason
{
    /// <summary>The bad units have no significant season, or there are too few hours for one. The pace is constant.</summary>
    None = 0,

    /// <summary>The bad units follow the hour of the day.</summary>
    Day,

    /// <summary>The bad units follow the hour of the week.</summary>
    Week,
}
