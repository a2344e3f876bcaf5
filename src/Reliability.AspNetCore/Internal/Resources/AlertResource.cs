using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record AlertList(IReadOnlyList<AlertResource> Alerts)
{
    public static AlertList From(IEnumerable<SloReport> reports) => new(
        [.. reports.SelectMany(report => report.Alerts.Select(reading => AlertResource.From(report.Status, reading)))]);
}

internal sealed record AlertResource(
    string Slo,
    string Service,
    string Rule,
    string Severity,
    string Condition,
    DateTimeOffset At,
    decimal? Value,
    decimal Threshold,
    string Explanation,
    IReadOnlyList<BurnResource> Windows)
{
    public static AlertResource From(BudgetStatus status, AlertReading reading) => new(
        status.Slo,
        status.Service,
        reading.Rule,
        reading.Severity.ToString(),
        reading.Condition.ToString(),
        reading.At,
        reading.Value,
        reading.Threshold,
        reading.Explanation,
        [.. reading.Windows.Select(BurnResource.From)]);
}

internal sealed record EpisodeList(string Slo, DateTimeOffset Start, DateTimeOffset End, IReadOnlyList<EpisodeResource> Episodes)
{
    public static EpisodeList From(string slo, DateTimeOffset start, DateTimeOffset end, IEnumerable<AlertEpisode> episodes) => new(
        slo, start, end, [.. episodes.Select(one => new EpisodeResource(one.Rule, one.Severity.ToString(), one.FiredAt, one.ClearedAt, one.Explanation))]);
}

internal sealed record EpisodeResource(string Rule, string Severity, DateTimeOffset FiredAt, DateTimeOffset? ClearedAt, string Explanation);
