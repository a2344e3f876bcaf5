using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>
/// The rule for what a source of events names: an objective or a metric is declared, and consists of events of that kind.
/// </summary>
/// <param name="Name">The name of a declared objective or metric.</param>
/// <param name="Kind">The events that it counts; <see langword="null"/> if the setting cannot be read.</param>
internal readonly record struct FedSeries(string Name, SeriesKind? Kind)
{
    /// <summary>Returns what is wrong with the name in a declaration, or <see langword="null"/>.</summary>
    /// <param name="feed">The declaration.</param>
    /// <param name="declared">The declared objectives and metrics.</param>
    public static string? Problem(FeedDeclaration feed, IReadOnlyList<FedSeries> declared)
    {
        FedSeries[] named = [.. declared.Where(one => one.Name == feed.Slo)];
        return named switch
        {
            [] => $"{feed.Source} cannot feed '{feed.Slo}', because no objective and no metric has this name. Declared are: "
                + $"{Names.Nearest(feed.Slo, declared.Select(one => one.Name))}.",
            [{ Kind: { } kind }, ..] when feed.Kinds.Count > 0 && !feed.Kinds.Contains(kind) =>
                $"{feed.Source} cannot feed '{feed.Slo}', which counts {kind} events. It can feed objectives and metrics of "
                + $"{string.Join(", ", feed.Kinds.Select(Fed))}.",
            _ => null,
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
