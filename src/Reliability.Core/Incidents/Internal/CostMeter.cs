using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Incidents.Internal;

/// <summary>Measures what incidents burnt of the budgets of their service.</summary>
internal sealed class CostMeter(IErrorBudgets budgets, TimeProvider timeProvider)
{
    /// <summary>Events of a minute can arrive late for so long.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(10);

    /// <summary>How far back an unsettled cost is measured again.</summary>
    private static readonly TimeSpan _fresh = TimeSpan.FromDays(2);

    private static readonly TimeSpan _reach = TimeSpan.FromDays(365);

    /// <summary>Returns whether the stored cost of an incident is not the last word, so that a reader measures it.</summary>
    public static bool IsOpen(Incident one, DateTimeOffset now) =>
        one.EndedAt is not { } end || one.Cost is null || (one.Cost.MeasuredAt < end + SettleTime && now - end < _fresh);

    public async ValueTask<IncidentCost> MeasureAsync(
        string service, IReadOnlyList<Incident> incidents, TimeRange? within, CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        TimeRange[] ranges = [.. incidents.Select(one => Cut(one.RangeAt(now), within, now)).Where(range => range.Length > TimeSpan.Zero)];
        string[] known = [.. budgets.Objectives.Where(slo => slo.Service == service).Select(slo => slo.Name)];
        string[] slos = incidents.Any(one => one.Definition.Objectives.Count == 0)
            ? known
            : [.. known.Intersect(incidents.SelectMany(one => one.Definition.Objectives), StringComparer.Ordinal)];
        IReadOnlyList<BurntBudget> burnt = slos.Length == 0 || ranges.Length == 0
            ? []
            : await budgets.GetBurntBudgetsAsync(slos, ranges, cancellationToken).ConfigureAwait(false);
        return new IncidentCost
        {
            MeasuredAt = now,
            Downtime = IncidentDowntime.Of(ranges),
            Objectives =
            [
                .. burnt.Where(one => one.Bad > 0 || one.BadEvents > 0)
                    .OrderByDescending(one => one.Share ?? decimal.MaxValue)
                    .ThenBy(one => one.Slo, StringComparer.Ordinal)
                    .Select(one => new IncidentObjectiveCost
                    {
                        Slo = one.Slo,
                        Bad = one.Bad,
                        BadEvents = one.BadEvents,
                        BudgetShare = one.Share,
                        CountsEvents = one.CountsEvents,
                        IsEstimate = one.IsEstimate,
                    }),
            ],
        };
    }

    private static TimeRange Cut(TimeRange range, TimeRange? within, DateTimeOffset now)
    {
        DateTimeOffset start = Later(Later(range.Start, within?.Start ?? range.Start), now - _reach);
        DateTimeOffset end = within is { } limit && limit.End < range.End ? limit.End : range.End;
        return new TimeRange(start, Later(end, start));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
