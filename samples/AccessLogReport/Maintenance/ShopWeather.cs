namespace AccessLogReport.Maintenance;

/// <summary>What goes wrong in the shop, and when.</summary>
/// <remarks>Over four days: an incident on the second, a slow burn on the third, a latency regression on the fourth.</remarks>
internal sealed class ShopWeather(int days)
{
    private const double BaseErrorRate = 0.0004;
    private const double IncidentErrorRate = 0.12;
    private const double SlowBurnErrorRate = 0.008;
    private const double RegressionSlowdown = 4;

    private readonly TimeSpan _incident = At(days, quarter: 1, hour: 14, minute: 10);
    private readonly TimeSpan _slowBurn = At(days, quarter: 2, hour: 18, minute: 0);
    private readonly TimeSpan _regression = At(days, quarter: 3, hour: 10, minute: 20);

    /// <summary>Which share of the requests fails at a moment after the start.</summary>
    public double ErrorRate(TimeSpan at) =>
        IsWithin(at, _incident, minutes: 25) ? IncidentErrorRate
        : IsWithin(at, _slowBurn, minutes: 300) ? SlowBurnErrorRate
        : BaseErrorRate;

    /// <summary>How many times longer than normal requests take.</summary>
    public double Slowdown(TimeSpan at) => IsWithin(at, _regression, minutes: 40) ? RegressionSlowdown : 1;

    private static bool IsWithin(TimeSpan at, TimeSpan start, int minutes) =>
        at >= start && at < start + TimeSpan.FromMinutes(minutes);

    private static TimeSpan At(int days, int quarter, int hour, int minute) =>
        new(days * quarter / 4, hour, minute, 0);
}
