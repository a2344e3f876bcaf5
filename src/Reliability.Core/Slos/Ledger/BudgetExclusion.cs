using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Excludes time, such as a maintenance window, from budgets and alerts: once, from <see cref="From"/> to <see cref="To"/>, or repeatedly,
/// by a <see cref="Recurrence"/>.
/// </summary>
public sealed record BudgetExclusion : ChangeRequest
{
    /// <summary>
    /// The maximum length of an exclusion from <see cref="From"/> to <see cref="To"/>: 366 days. An occurrence of a recurring exclusion
    /// lasts at most 7 days.
    /// </summary>
    public static readonly TimeSpan MaxDuration = TimeSpan.FromDays(366);

    /// <summary>Gets the name of the objective, or <see langword="null"/> for all objectives of <see cref="Service"/>.</summary>
    public string? Slo { get; init; }

    /// <summary>Gets the service, if <see cref="Slo"/> is <see langword="null"/>.</summary>
    public string? Service { get; init; }

    /// <summary>Gets the start of the excluded time. A minute that is partly excluded is excluded as a whole.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the end of the excluded time, which is itself not excluded.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Gets when the excluded time recurs, as an alternative to <see cref="From"/> and <see cref="To"/>.</summary>
    public Recurrence? Recurrence { get; init; }
}
