using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Leads an alert from one state to the next. No clock, no I/O.</summary>
internal static class AlertMachine
{
    /// <summary>
    /// A clock that goes back by more than this starts the counting anew, also that of a cool-down: another process, whose clock was wrong,
    /// judged last. By less, the moment is passed over.
    /// </summary>
    public static readonly TimeSpan ToleratedStepBack = TimeSpan.FromMinutes(5);

    /// <summary>The progress of an alert after one more look at its rule.</summary>
    /// <param name="progress">How far it had come.</param>
    /// <param name="condition">
    /// What the rule sees. <see cref="AlertCondition.NoData"/> freezes: nothing changes, and the time does not count.
    /// </param>
    /// <param name="at">The moment. One that is not after the last changes nothing, unless it is far before it.</param>
    /// <param name="behavior">How long things must hold.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="condition"/> is none of its values.</exception>
    public static AlertProgress Next(AlertProgress progress, AlertCondition condition, DateTimeOffset at, AlertBehavior behavior)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(behavior);
        if (!Enum.IsDefined(condition))
        {
            throw Check.OutOfRange(condition, "A condition is NotMet, Met or NoData.", nameof(condition));
        }

        if (progress.JudgedAt is { } last && at <= last)
        {
            if (last - at <= ToleratedStepBack)
            {
                return progress;
            }

            progress = progress with { JudgedAt = at, Held = progress.Held is null ? null : TimeSpan.Zero };
        }

        TimeSpan passed = at - (progress.JudgedAt ?? at);
        AlertProgress judged = progress with { JudgedAt = at };
        return (progress.State, condition) switch
        {
            (_, AlertCondition.NoData) => judged,
            (AlertState.Firing, AlertCondition.Met) => judged with { Held = null },
            (AlertState.Firing, _) => Resolve(judged, passed, at, behavior),
            (_, AlertCondition.Met) => Fire(judged, passed, at, behavior),
            _ => judged with { State = AlertState.Inactive, Held = null },
        };
    }

    private static AlertProgress Fire(AlertProgress progress, TimeSpan passed, DateTimeOffset at, AlertBehavior behavior)
    {
        TimeSpan held = progress.Held is { } before ? before + passed : TimeSpan.Zero;
        bool isCool = progress.ResolvedAt is not { } resolved || at - resolved >= behavior.Cooldown || resolved - at > ToleratedStepBack;
        return held >= behavior.MinDuration && isCool
            ? progress with { State = AlertState.Firing, Held = null, FiredAt = at }
            : progress with { State = AlertState.Pending, Held = held };
    }

    private static AlertProgress Resolve(AlertProgress progress, TimeSpan passed, DateTimeOffset at, AlertBehavior behavior)
    {
        TimeSpan held = progress.Held is { } before ? before + passed : TimeSpan.Zero;
        return held >= behavior.ResolveAfter
            ? progress with { State = AlertState.Inactive, Held = null, ResolvedAt = at }
            : progress with { Held = held };
    }
}
