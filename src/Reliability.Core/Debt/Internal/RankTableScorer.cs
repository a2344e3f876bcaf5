using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The rank table with an age bonus.</summary>
internal sealed class RankTableScorer : IDebtScorer
{
    private const int DaysOfBonus = 30;
    private const int MaxBonus = 3;
    private const int ImmediatelyUpTo = 3;
    private const int NextSprintUpTo = 6;

    /// <summary>The reasons of nine ranks for items of three years.</summary>
    private const int MaxKeptReasons = 9 * 3 * 366;

    private readonly ConcurrentDictionary<(int Rank, int Age), IReadOnlyList<string>> _reasons = new();

    public string Name => "rank-table";

    public string Version => "1";

    public DebtScoreDirection Direction => DebtScoreDirection.Ascending;

    /// <summary>Returns 1 for high impact and low effort, to 9 for low impact and high effort.</summary>
    public static int RankOf(DebtDefinition definition) => (definition.Impact, definition.Effort) switch
    {
        (Level.High, Level.Low) => 1,
        (Level.High, Level.Medium) => 2,
        (Level.Medium, Level.Low) => 3,
        (Level.High, _) => 4,
        (Level.Medium, Level.Medium) => 5,
        (Level.Medium, _) => 6,
        (_, Level.Low) => 7,
        (_, Level.Medium) => 8,
        _ => 9,
    };

    public DebtScore Score(DebtItem item, DebtScoringContext context)
    {
        int rank = RankOf(item.Definition);
        int age = item.AgeDaysAt(context.Now);
        int bonus = Math.Min(age / DaysOfBonus, MaxBonus);
        int value = rank - bonus;
        return new DebtScore
        {
            Value = value,
            Base = rank,
            Direction = Direction,
            Band = value <= ImmediatelyUpTo ? DebtBand.Immediately
                : value <= NextSprintUpTo ? DebtBand.NextSprint
                : DebtBand.WhenPossible,
            Reasons = ReasonsOf(rank, age, bonus),
        };
    }

    /// <summary>Many items have the same rank and age; they share the text.</summary>
    private IReadOnlyList<string> ReasonsOf(int rank, int age, int bonus)
    {
        if (!_reasons.TryGetValue((rank, age), out IReadOnlyList<string>? reasons))
        {
            reasons = [Reason(rank, age, bonus)];
            if (_reasons.Count < MaxKeptReasons)
            {
                _reasons.TryAdd((rank, age), reasons);
            }
        }

        return reasons;
    }

    private static string Reason(int rank, int age, int bonus)
    {
        string old = age == 1 ? "1 day old" : Check.Text($"{age} days old");
        return bonus == 0 ? Check.Text($"rank {rank}, {old}") : Check.Text($"rank {rank}, {old}: -{bonus}");
    }
}
