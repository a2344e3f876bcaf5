using Reliability.Recording;

namespace Reliability.Common.Internal;

/// <summary>
/// The rule for what a source of events names: an objective or a metric is declared, and consists of events of that kind.
/// </summary>
internal static class FedSeries
{
    /// <summary>Returns what is wrong with the name, or <see langword="null"/>.</summary>
    /// <param name="source">The source, as the subject of a sentence, such as "Requests".</param>
    /// <param name="name">The name of the objective or metric.</param>
    /// <param name="declared">The series of the declared objectives and metrics.</param>
    /// <param name="kinds">The kinds of events that the source can report; empty for all.</param>
    public static string? Problem(
        string source, string name, IReadOnlyList<SeriesDefinition> declared, params ReadOnlySpan<SeriesKind> kinds)
    {
        SeriesDefinition? series = declared.FirstOrDefault(one => one.Name == name);
        return series switch
        {
            null => $"{source} cannot feed '{name}', because no objective and no metric has this name. Declared are: "
                + $"{Names.Nearest(name, declared.Select(one => one.Name))}.",
            _ when kinds.IsEmpty || kinds.Contains(series.Kind) => null,
            _ => $"{source} cannot feed '{name}', which counts {series.Kind} events. It can feed objectives and metrics of "
                + $"{string.Join(", ", kinds.ToArray().Select(Fed))}.",
        };
    }

    private static string Fed(SeriesKind kind) => kind switch
    {
        SeriesKind.Outcome => "availability, zero tolerance, outcomes",
        SeriesKind.Latency => "latency, durations",
        SeriesKind.Score => "scores",
        _ => "measurements",
    };
}
