namespace Reliability.Jobs.Internal;

/// <summary>
/// Chooses which of several definitions answers: the one that most live processes have; when as many have another, the one that answers
/// now; and when none of those
/// answers now, the first in the order of their texts. No clock takes part, so that no host's can decide. No I/O.
/// </summary>
internal static class DefinitionVote
{
    /// <param name="voters">Live processes with their definitions, at least one.</param>
    /// <param name="incumbent">The process that does the work now; null for nobody.</param>
    public static (string Answers, string Explanation) Decide(IReadOnlyList<(string Process, string Definition)> voters, string? incumbent)
    {
        var groups = voters.GroupBy(one => one.Definition, StringComparer.Ordinal)
            .Select(group => (Definition: group.Key, Count: group.Count(), HoldsNow: group.Any(one => one.Process == incumbent)))
            .OrderByDescending(group => group.Count)
            .ThenByDescending(group => group.HoldsNow)
            .ThenBy(group => group.Definition, StringComparer.Ordinal)
            .ToArray();
        (string answers, int count, bool holdsNow) = groups[0];
        string explanation = groups.Length == 1 ? $"All {count} processes define it like this."
            : count > groups[1].Count ? $"{count} of {voters.Count} live processes define it like this, more than in any other way."
            : holdsNow ? $"{count} of {voters.Count} live processes define it like this, as many as in another way, and one of them has "
                + $"been doing the work."
            : $"{count} of {voters.Count} live processes define it like this, as many as in another way; it is the first in "
                + $"alphabetical order.";
        return (answers, explanation);
    }

    /// <summary>Who has which definition, the one that answers first.</summary>
    public static IReadOnlyList<DefinitionHolders> Holders(IReadOnlyList<(string Process, string Definition)> voters, string answers) =>
    [
        .. voters.GroupBy(one => one.Definition, StringComparer.Ordinal)
            .OrderByDescending(group => group.Key == answers)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DefinitionHolders
            {
                Definition = group.Key,
                Processes = [.. group.Select(one => one.Process).Order(StringComparer.Ordinal)],
            }),
    ];
}
