namespace Reliability.Experiments;

/// <summary>Units that a change moves.</summary>
public sealed record AssignmentMove
{
    /// <summary>The variant they had, or <see langword="null"/>: they were not in the experiment.</summary>
    public string? From { get; init; }

    /// <summary>The variant they get, or <see langword="null"/>: they leave the experiment.</summary>
    public string? To { get; init; }

    /// <summary>How many.</summary>
    public required long Units { get; init; }
}
