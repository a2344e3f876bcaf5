using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record LedgerEffectResource(
    decimal Good, decimal Bad, decimal BudgetShare, double ExcludedSeconds, DateTimeOffset? CountsFrom, int HoursCountedWhole)
{
    public static LedgerEffectResource From(LedgerEffect effect) =>
        new(
            JsonNumber.Of(effect.Good),
            JsonNumber.Of(effect.Bad),
            JsonNumber.Of(effect.BudgetShare),
            effect.ExcludedTime.TotalSeconds,
            effect.CountsFrom,
            effect.HoursCountedWhole);
}
