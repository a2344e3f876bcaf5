namespace Reliability.Alerting.Internal;

/// <summary>
/// The progress of one alert: all the state that <see cref="AlertMachine"/> requires to continue, also in another process.
/// </summary>
internal sealed record AlertProgress
{
    /// <summary>Gets the progress of an alert that was never evaluated.</summary>
    public static AlertProgress None { get; } = new();

    /// <summary>Gets the state.</summary>
    public AlertState State { get; init; }

    /// <summary>
    /// Gets how long a condition that would change the state has been observed, or <see langword="null"/> if there is none.
    /// </summary>
    public TimeSpan? Held { get; init; }

    /// <summary>Gets the time of the last evaluation, or <see langword="null"/> before the first.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>Gets the time at which the alert last fired.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>Gets the time at which the alert last resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
