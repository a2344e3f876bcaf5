namespace Reliability.Dashboard.Internal;

/// <summary>An experiment in the list.</summary>
internal sealed record ExperimentRow
{
    public required string Key { get; init; }

    public required string Service { get; init; }

    /// <summary>Gets the state, such as Running.</summary>
    public required string State { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Gets the number of the day of running time, from 1; <see langword="null"/> before the start.</summary>
    public int? Day { get; init; }

    /// <summary>Gets the number of days that it runs at least.</summary>
    public required decimal PlannedDays { get; init; }

    /// <summary>Gets the verdict so far.</summary>
    public string? Verdict { get; init; }

    /// <summary>Gets the first reason of the verdict.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the winner, if there is one.</summary>
    public string? Winner { get; init; }

    /// <summary>Gets the state of the sample ratio: Expected, Mismatch or Unknown.</summary>
    public required string SampleRatio { get; init; }

    /// <summary>Gets the number of units in all arms.</summary>
    public required long Units { get; init; }

    /// <summary>Gets the guardrails that are clearly broken.</summary>
    public required IReadOnlyList<string> BrokenGuardrails { get; init; }

    /// <summary>Gets the effect in the first primary metric; <see langword="null"/> if results may not be shown yet.</summary>
    public EffectRow? Primary { get; init; }
}
