using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Takes time out of budgets and alerts, such as a maintenance: once, from <see cref="From"/> to <see cref="To"/>, or by a
/// <see cref="Recurrence"/>.
/// </summary>
public sealed record BudgetExclusion : ChangeRequest
{
    /// <summary>The longest time that one exclusion, or one occurrence of it, may take: 366 days, and 7 days for an occurrence.</summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <summary>The objective; or <see langword="null"/> for all objectives of <see cref="Service"/>.</summary>
    public string? Slo { get; init; }

    /// <summary>The service, when <see cref="Slo"/> is left out.</summary>
    public string? Service { get; init; }

    /// <summary>The first minute that is excluded. A minute that is touched is excluded whole.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The end: the first minute that counts again.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>When it happens again and again, instead of <see cref="From"/> and <see cref="To"/>.</summary>
    public Recurrence? Recurrence { get; init; }
}
