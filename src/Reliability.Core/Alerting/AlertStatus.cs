using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>Where one alert stands, as it was last judged.</summary>
public sealed record AlertStatus
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The objective.</summary>
    public required string Slo { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Who should hear of it.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>The state.</summary>
    public required AlertState State { get; init; }

    /// <summary>Names the alert while it fires; <see langword="null"/> otherwise.</summary>
    public string? AlertId { get; init; }

    /// <summary>When it last fired.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>When it last resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it was last judged.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>The faster rule of the same objective whose alert speaks for this one, so that nobody is told of both.</summary>
    public string? SuppressedBy { get; init; }

    /// <summary>What the rule saw: windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }

    /// <summary>What would end it.</summary>
    public required string ClearsWhen { get; init; }
}
