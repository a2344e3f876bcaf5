using Reliability.Common.Internal;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>The objectives of an application, and for how long their store keeps data.</summary>
public sealed class SloSet
{
    /// <summary>Initializes a new instance of the <see cref="SloSet"/> class.</summary>
    /// <param name="objectives">The objectives. The list is copied.</param>
    /// <param name="retention">The retention of the store's tiers, or <see langword="null"/> for the default.</param>
    public SloSet(IEnumerable<SloDefinition> objectives, SeriesRetention? retention = null)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        Objectives = [.. objectives];
        Retention = retention ?? SeriesRetention.Default;
    }

    /// <summary>Gets the objectives.</summary>
    public IReadOnlyList<SloDefinition> Objectives { get; }

    /// <summary>Gets the retention of the store's tiers.</summary>
    public SeriesRetention Retention { get; }

    /// <summary>Validates each objective, all objectives together, and their windows against the retention.</summary>
    /// <returns>The problems, one sentence each; empty if the objectives are valid.</returns>
    public IReadOnlyList<string> Validate() => [.. Problems(Objectives, Retention)];

    private static IEnumerable<string> Problems(IReadOnlyList<SloDefinition> objectives, SeriesRetention retention)
    {
        foreach (IGrouping<string, SloDefinition> twins in objectives.GroupBy(slo => slo.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1))
        {
            yield return $"{twins.Count()} objectives are named '{twins.Key}'; names are unique within an application.";
        }

        foreach (SloDefinition slo in objectives)
        {
            foreach (string problem in slo.Validate())
            {
                yield return problem;
            }

            bool minutes = ErrorBudget.ResolutionFor(slo) == SeriesResolution.Minute;
            TimeSpan kept = minutes ? retention.Minutes : retention.Hours;
            TimeSpan needed = MaxLength(slo.Window);
            if (needed > kept)
            {
                string tier = minutes ? "minutes" : "hours";
                string hint =
                    minutes ? " Keep minutes longer, or use slices of whole hours." : " Keep hours longer, or shorten the window.";
                yield return $"Objective '{slo.Name}' counts {tier} over {DurationText.Of(needed)}, but {tier} are kept for "
                    + $"{DurationText.Of(kept)}.{hint}";
            }

            if (slo.ExpectsEventsWithin is { } within && within > retention.Minutes)
            {
                yield return $"Objective '{slo.Name}' expects events within {DurationText.Of(within)}, but minutes are kept for "
                    + $"{DurationText.Of(retention.Minutes)}. Keep minutes longer, or expect events sooner.";
            }

            foreach (AlertRule rule in slo.Alerts)
            {
                if (Shortage(rule, retention) is { } shortage)
                {
                    yield return $"Alert rule '{rule.Name}' of objective '{slo.Name}' {shortage}";
                }
            }
        }
    }

    /// <summary>An alert reads up to 3 days in minutes, and what lies before in hours.</summary>
    private static string? Shortage(AlertRule rule, SeriesRetention retention)
    {
        TimeSpan minutes = rule.MaxWindow < BucketGrid.MaxMinuteWindow ? rule.MaxWindow : BucketGrid.MaxMinuteWindow;
        return minutes > retention.Minutes ? $"reads minutes over {DurationText.Of(minutes)}, but minutes are kept for "
            + $"{DurationText.Of(retention.Minutes)}. Keep minutes longer, or shorten its window."
            : rule.MaxWindow > retention.Hours ? $"reads hours over {DurationText.Of(rule.MaxWindow)}, but hours are kept for "
                + $"{DurationText.Of(retention.Hours)}. Keep hours longer, or shorten its window."
            : rule.NeedsSketches && rule.MaxWindow > retention.Sketches.Hours
                ? $"reads sketches over {DurationText.Of(rule.MaxWindow)}, but sketches of hours are kept for "
                + $"{DurationText.Of(retention.Sketches.Hours)}. Keep sketches longer, or shorten its window."
            : null;
    }

    private static TimeSpan MaxLength(SloWindow window) => window switch
    {
        CalendarWindow { Period: CalendarPeriod.Month } => TimeSpan.FromDays(31),
        CalendarWindow { Period: CalendarPeriod.Quarter } => TimeSpan.FromDays(92),
        _ => window.NominalLength,
    };
}
