using Reliability.Common.Internal;

namespace Reliability.Alerting;

/// <summary>How long a condition must hold, or not hold, before an alert changes. Time in which nobody measured does not count.</summary>
public sealed record AlertBehavior
{
    /// <summary>The longest legal duration: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>The defaults.</summary>
    public static AlertBehavior Default { get; } = new();

    /// <summary>
    /// How long the condition must hold before the alert fires, zero to <see cref="MaxDuration"/>. Default: zero, since the short windows
    /// of burn-rate rules confirm by themselves (The Site Reliability Workbook, chapter 5).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is outside its range.</exception>
    public TimeSpan MinDuration { get; init => field = Require(value); }

    /// <summary>
    /// How long the condition must not hold before the alert resolves, zero to <see cref="MaxDuration"/>. Default: 5 minutes, so that a
    /// condition at its limit does not come and go.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is outside its range.</exception>
    public TimeSpan ResolveAfter { get; init => field = Require(value); } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long after it resolved an alert cannot fire again, zero to <see cref="MaxDuration"/>. Default: zero: nothing is kept from
    /// anybody unless asked for.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is outside its range.</exception>
    public TimeSpan Cooldown { get; init => field = Require(value); }

    private static TimeSpan Require(TimeSpan value) => value >= TimeSpan.Zero && value <= MaxDuration
        ? value
        : throw Check.OutOfRange(value, $"A duration of an alert is {TimeSpan.Zero} to {MaxDuration}.", nameof(value));
}
