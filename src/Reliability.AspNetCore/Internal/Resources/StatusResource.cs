using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record StatusList(IReadOnlyList<StatusResource> Statuses);

/// <summary>A budget as the API shows it. What is undefined is null, with the reason beside it.</summary>
internal sealed record StatusResource(
    string Slo,
    string Service,
    DateTimeOffset AsOf,
    DateTimeOffset WindowStart,
    DateTimeOffset WindowEnd,
    decimal Target,
    string State,
    string? Reason,
    decimal Total,
    decimal Good,
    decimal Bad,
    decimal Allowed,
    decimal RemainingUnits,
    decimal? Sli,
    decimal? Consumed,
    decimal? Remaining,
    decimal? BurnRate,
    bool? IsMet,
    decimal Coverage,
    DateTimeOffset? LastObserved,
    ProjectionResource? Projected)
{
    public static StatusResource From(BudgetStatus status) => new(
        status.Slo,
        status.Service,
        status.AsOf,
        status.Window.Start,
        status.Window.End,
        status.Target,
        status.State.ToString(),
        status.Reason,
        status.Total,
        status.Good,
        status.Bad,
        status.Allowed,
        status.RemainingUnits,
        status.Sli,
        status.Consumed,
        status.Remaining,
        status.BurnRate,
        status.IsMet,
        status.Coverage,
        status.LastObserved,
        status.Projected is { } p ? new ProjectionResource(p.Total, p.Allowed, p.Consumed, p.Remaining) : null);
}

internal sealed record ProjectionResource(decimal Total, decimal Allowed, decimal Consumed, decimal Remaining);

/// <summary>Everything about one objective at one moment.</summary>
internal sealed record ReportResource(
    StatusResource Status, IReadOnlyList<BurnResource> Burn, IReadOnlyList<AlertResource> Alerts, ForecastResource Forecast)
{
    public static ReportResource From(SloReport report) => new(
        StatusResource.From(report.Status),
        [.. report.Burn.Select(BurnResource.From)],
        [.. report.Alerts.Select(reading => AlertResource.From(report.Status, reading))],
        ForecastResource.From(report.Forecast));
}

internal sealed record ForecastResource(
    string Outcome,
    string? Reason,
    DateTimeOffset? Earliest,
    DateTimeOffset? Likely,
    DateTimeOffset? Latest,
    DateTimeOffset Horizon,
    double Confidence,
    double? FromFullSeconds,
    double? BadPerHour,
    double? BadPerHourLow,
    double? BadPerHourHigh)
{
    public static ForecastResource From(BudgetForecast forecast) => new(
        forecast.Outcome.ToString(),
        forecast.Reason,
        forecast.Earliest,
        forecast.Likely,
        forecast.Latest,
        forecast.Horizon,
        forecast.Confidence,
        forecast.FromFull?.TotalSeconds,
        forecast.BadPerHour,
        forecast.BadPerHourLow,
        forecast.BadPerHourHigh);
}
