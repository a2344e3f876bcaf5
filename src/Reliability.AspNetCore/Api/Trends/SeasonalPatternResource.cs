using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The patterns of a week and of a day, and their autocorrelations. Without hours, there is no pattern of a day: it is null.
/// </summary>
internal sealed record SeasonalPatternResource(
    double? WeeklyCorrelation, double? DailyCorrelation, SeasonResource? Weekly, SeasonResource? TimeOfDay)
{
    public static SeasonalPatternResource From(TrendReport report)
    {
        var weekly = SeasonResource.From(report.Weekly);
        var timeOfDay = SeasonResource.From(report.TimeOfDay);
        return new(weekly?.Correlation, timeOfDay?.Correlation, weekly, timeOfDay);
    }
}
