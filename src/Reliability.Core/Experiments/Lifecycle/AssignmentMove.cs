namespace Reliability.Experiments;

/// <summary>A group of units that a change moves.</summary>
public sealed record AssignmentMove
{
    /// <summary>Gets the previous variant, or <see langword="null"/> if the units were not in the experiment.</summary>
    public string? From { get; init; }

    /// <summary>Gets the new variant, or <see langword="null"/> if the units leave the experiment.</summary>
    public string? To { get; init; }

    /// <summary>Gets the number of units.</summary>
    public required long Units { get; init; }
}
