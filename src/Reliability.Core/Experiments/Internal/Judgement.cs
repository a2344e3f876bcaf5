namespace Reliability.Experiments.Internal;

/// <summary>What was decided, and why.</summary>
internal sealed record Judgement(Verdict Verdict, string? Winner, IReadOnlyList<string> Reasons, IReadOnlyList<Verdict?> OfArms);
