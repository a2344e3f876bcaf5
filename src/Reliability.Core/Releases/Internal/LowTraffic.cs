using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Releases.Internal;

/// <summary>
/// The low-traffic guard of the gate. A budget that allows as many bad events as the guard asks for is an account: what is spent is spent.
/// Below that, one unlucky event can exceed the whole budget, and the guard of the burn rates decides. A mean counts from as many scores as
/// the guard asks for.
/// </summary>
internal static class LowTraffic
{
    private static readonly LowTrafficGuard Guard = LowTrafficGuard.Default;

    /// <summary>Why a budget that is spent does not block, in a sentence; null if it does.</summary>
    public static string? Doubt(BudgetStatus status)
    {
        decimal ratio = 1 - (status.Target / 100);
        return status switch
        {
            { Target: 100 } => null,
            { ScoreScale: not null } => status.Total < Guard.MinValues ? Check.Text($"It counts from {Guard.MinValues} scores on.") : null,
            _ when status.Bad < Guard.MinBadEvents => Check.Text($"It counts from {Guard.MinBadEvents} bad ones on."),
            _ when status.Allowed < Guard.MinBadEvents && Guard.LowerBound(status.Bad, status.Total) <= (double)ratio => Check.Text(
                $"It counts once the share of bad ones is above {ratio * 100:0.######} % with {Guard.Confidence * 100:0.##} % confidence."),
            _ => null,
        };
    }
}
