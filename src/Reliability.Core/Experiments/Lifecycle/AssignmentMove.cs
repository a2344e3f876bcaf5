namespace Reliability.Experiments;

/// <summary>Units that a change moves.</summary>
/// <param name="From">The variant they had, or <see langword="null"/>: they were not in the experiment.</param>
/// <param name="To">The variant they get, or <see langword="null"/>: they leave the experiment.</param>
/// <param name="Units">How many.</param>
public sealed record AssignmentMove(string? From, string? To, long Units);
