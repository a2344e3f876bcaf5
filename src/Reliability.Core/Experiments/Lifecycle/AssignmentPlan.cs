namespace Reliability.Experiments;

/// <summary>The effect of a change of an assignment on a set of units.</summary>
public sealed record AssignmentPlan
{
    /// <summary>Gets the number of units in the set.</summary>
    public required long Units { get; init; }

    /// <summary>Gets the moves, the greatest first. The list is empty if no unit moves.</summary>
    public required IReadOnlyList<AssignmentMove> Moves { get; init; }

    /// <summary>
    /// Gets the number of units that move from one variant to another, where both existed before. It is 0 when a variant is added or
    /// removed under <see cref="AssignmentScheme.Rendezvous1"/>. When the weight of a variant changes, it counts only units that this
    /// variant gains or loses.
    /// </summary>
    public required long BetweenOldVariants { get; init; }

    /// <summary>Gets the number of units that move.</summary>
    public long Moved => Moves.Sum(m => m.Units);

    /// <summary>Gets the share of units that move, from 0 to 1. It is 0 if there are no units.</summary>
    public double MovedShare => Units == 0 ? 0 : (double)Moved / Units;

    /// <summary>Compares two assignments over a set of units.</summary>
    /// <param name="before">The assignment before the change.</param>
    /// <param name="after">The assignment after the change.</param>
    /// <param name="units">The ids of the units.</param>
    /// <exception cref="ArgumentException">A definition is not valid, or an id is empty.</exception>
    public static AssignmentPlan Compare(AssignmentDefinition before, AssignmentDefinition after, IEnumerable<string> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var (old, next) = (VariantAssigner.Create(before), VariantAssigner.Create(after));
        return Compare(before, after, units.Select(unit => (KeyOf(before, old.Assign(unit)), KeyOf(after, next.Assign(unit)))));
    }

    /// <summary>Summarizes pairs of the previous and the new variant.</summary>
    internal static AssignmentPlan Compare(
        AssignmentDefinition before,
        AssignmentDefinition after,
        IEnumerable<(string? From, string? To)> pairs)
    {
        long units = 0;
        var moves = new Dictionary<(string? From, string? To), long>();
        foreach ((string? From, string? To) pair in pairs)
        {
            units++;
            if (!string.Equals(pair.From, pair.To, StringComparison.Ordinal))
            {
                moves[pair] = moves.GetValueOrDefault(pair) + 1;
            }
        }

        HashSet<string> kept = [.. before.Variants.Select(v => v.Key).Intersect(after.Variants.Select(v => v.Key), StringComparer.Ordinal)];
        return new AssignmentPlan
        {
            Units = units,
            Moves = [
                .. moves.Select(m => new AssignmentMove
                {
                    From = m.Key.From,
                    To = m.Key.To,
                    Units = m.Value,
                }).OrderByDescending(m => m.Units)
                    .ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal),
            ],
            BetweenOldVariants = moves
                .Where(m => m.Key.From is { } from && m.Key.To is { } to && kept.Contains(from) && kept.Contains(to))
                .Sum(m => m.Value),
        };
    }

    private static string? KeyOf(AssignmentDefinition definition, int index) => index < 0 ? null : definition.Variants[index].Key;
}
