using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Computes the state transitions of an alert. No clock, no I/O.</summary>
internal static class AlertMachine
{
    /// <summary>
    /// The largest backward step of the clock that is tolerated: 5 minutes. A smaller step is ignored. After a larger one, all durations
    /// restart, including the cooldown, because the previous evaluation came from a process with a wrong clock.
    /// </summary>
    public static readonly TimeSpan ToleratedStepBack = TimeSpan.FromMinutes(5);

    /// <summary>Returns the progress of an alert after one more evaluation of its rule.</summary>
    /// <param name="progress">The progress so far.</param>
    /// <param name="condition">
    /// The condition of the rule. <see cref="AlertCondition.NoData"/> keeps the state, and the time does not count.
    /// </param>
    /// <param name="at">
    /// The time of the evaluation. A time that is not after the previous one changes nothing, unless it is before it by more than
    /// <see cref="ToleratedStepBack"/>.
    /// </param>
    /// <param name="behavior">How long conditions must be met, or not met.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="condition"/> is not a defined value.</exception>
    public static AlertProgress Next(AlertProgress progress, AlertCondition condition, DateTimeOffset at, AlertBehavior behavior)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(behavior);
        if (!Enum.IsDefined(condition))
        {
            throw Check.OutOfRange(condition, "The condition must be NotMet, Met or NoData.", nameof(condition));
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
