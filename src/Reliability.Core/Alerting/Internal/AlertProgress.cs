namespace Reliability.Alerting.Internal;

/// <summary>How far one alert has come: all that <see cref="AlertMachine"/> needs to go on from there, even in another process.</summary>
internal sealed record AlertProgress
{
    /// <summary>An alert that nobody has looked at yet.</summary>
    public static AlertProgress None { get; } = new();

    /// <summary>The state.</summary>
    public AlertState State { get; init; }

    /// <summary>How long what would change the state has been observed; <see langword="null"/> while nothing would.</summary>
    public TimeSpan? Held { get; init; }

    /// <summary>When it was last judged; <see langword="null"/> before the first time.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>When it last fired.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it last resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
