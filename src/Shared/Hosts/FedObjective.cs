using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Common.Internal;

/// <summary>The rule for the objective that a source of events names: it is declared, and it counts events of that kind.</summary>
internal static class FedObjective
{
    /// <summary>Returns what is wrong with the objective, or <see langword="null"/>.</summary>
    /// <param name="source">The source, as the subject of a sentence, such as "Requests".</param>
    /// <param name="slo">The name of the objective.</param>
    /// <param name="objectives">The declared objectives.</param>
    /// <param name="kinds">The kinds of events that the source can report; empty for all.</param>
    public static string? Problem(
        string source, string slo, IReadOnlyList<SloDefinition> objectives, params ReadOnlySpan<SeriesKind> kinds)
    {
        SloDefinition? definition = objectives.FirstOrDefault(one => one.Name == slo);
        return definition switch
        {
            null => $"{source} cannot feed '{slo}', because no objective has this name. Declared are: "
                + $"{Names.Nearest(slo, objectives.Select(one => one.Name))}.",
            _ when kinds.IsEmpty || kinds.Contains(definition.Series.Kind) => null,
            _ => $"{source} cannot feed '{slo}', which counts {definition.Series.Kind} events. It can feed objectives of "
                + $"{string.Join(", ", kinds.ToArray().Select(Objectives))}.",
        };
    }

    private static string Objectives(SeriesKind kind) => kind switch
    {
        SeriesKind.Outcome => "availability, zero tolerance",
        SeriesKind.Latency => "latency",
        SeriesKind.Score => "scores",
        _ => "measurements",
    };
}
