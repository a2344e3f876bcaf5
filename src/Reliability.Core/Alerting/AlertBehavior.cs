using Reliability.Common.Internal;

namespace Reliability.Alerting;

/// <summary>
/// Specifies how long a condition must be met, or not met, before an alert changes its state. Time without measurements does not count.
/// </summary>
public sealed record AlertBehavior
{
    /// <summary>The maximum of each duration: 7 days.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(7);

    /// <summary>Gets the default behavior.</summary>
    public static AlertBehavior Default { get; } = new();

    /// <summary>
    /// Gets how long the condition must be met before the alert fires, 0 to <see cref="MaxDuration"/>. Default: 0, because the short window
    /// of a burn-rate rule already confirms the condition (The Site Reliability Workbook, chapter 5).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is out of range.</exception>
    public TimeSpan MinDuration { get; init => field = Check.Between(value, TimeSpan.Zero, MaxDuration); }

    /// <summary>
    /// Gets how long the condition must not be met before the alert resolves, 0 to <see cref="MaxDuration"/>. Default: 5 minutes, so that a
    /// value close to the threshold does not make the alert flap.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is out of range.</exception>
    public TimeSpan ResolveAfter { get; init => field = Check.Between(value, TimeSpan.Zero, MaxDuration); } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Gets how long an alert cannot fire again after it resolved, 0 to <see cref="MaxDuration"/>. Default: 0, so that no alert is
    /// withheld.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is out of range.</exception>
    public TimeSpan Cooldown { get; init => field = Check.Between(value, TimeSpan.Zero, MaxDuration); }
}
