using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Checks objectives against each other and against what is kept.</summary>
internal static class SloSet
{
    public static IEnumerable<string> Problems(IReadOnlyList<SloDefinition> objectives, SeriesRetention retention)
    {
        foreach (IGrouping<string, SloDefinition> twins in objectives.GroupBy(slo => slo.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
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
            if (slo.Window.NominalLength > kept)
            {
                string tier = minutes ? "minutes" : "hours";
                string hint = minutes ? " Keep minutes longer, or use slices of whole hours." : string.Empty;
                yield return $"Objective '{slo.Name}' counts {tier} over {DurationText.Of(slo.Window.NominalLength)}, but {tier} are kept for {DurationText.Of(kept)}.{hint}";
            }
        }
    }

    public static string Names(IReadOnlyList<SloDefinition> objectives) =>
        objectives.Count == 0 ? "none" : string.Join(", ", objectives.Take(20).Select(slo => $"'{slo.Name}'"));
}
