namespace Reliability.Experiments;

/// <summary>What a change of an assignment does to a set of units.</summary>
public sealed record AssignmentPlan
{
    /// <summary>How many units were looked at.</summary>
    public required long Units { get; init; }

    /// <summary>Who moves from where to where, the greatest move first; empty when nobody does.</summary>
    public required IReadOnlyList<AssignmentMove> Moves { get; init; }

    /// <summary>
    /// /// How many of them move from one variant to another that both were there before. 0 when a variant is added or removed under
    /// <see cref="AssignmentScheme.Rendezvous1"/>; when the weight of one is changed, only units that it gains or loses.
    /// 
    /// </summary>
    public required long BetweenOldVariants { get; init; }

    /// <summary>How many units move.</summary>
    public long Moved => Moves.Sum(m => m.Units);

    /// <summary>The share of units that move, 0 to 1; 0 when there are none.</summary>
    public double MovedShare => Units == 0 ? 0 : (double)Moved / Units;

    /// <summary>Compares two assignments over a set of units.</summary>
    /// <param name="before">What was.</param>
    /// <param name="after">What comes.</param>
    /// <param name="units">The units' ids.</param>
    /// <exception cref="ArgumentException">A definition is not valid, or an id is empty.</exception>
    public static AssignmentPlan Compare(AssignmentDefinition before, AssignmentDefinition after, IEnumerable<string> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var (old, next) = (VariantAssigner.Create(before), VariantAssigner.Create(after));
        return Compare(before, after, units.Select(unit => (KeyOf(before, old.Assign(unit)), KeyOf(after, next.Assign(unit)))));
    }

    /// <summary>Sums up the variants that units had and get.</summary>
    internal static AssignmentPlan Compare(AssignmentDefinition before, AssignmentDefinition after, IEnumerable<(string? From, string? To)> pairs)
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
            BetweenOldVariants = moves.Where(m => m.Key.From is { } from && m.Key.To is { } to && kept.Contains(from) && kept.Contains(to)).Sum(m => m.Value),
        };
    }

    private static string? KeyOf(AssignmentDefinition definition, int index) => index < 0 ? null : definition.Variants[index].Key;
}
