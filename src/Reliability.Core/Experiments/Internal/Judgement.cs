namespace Reliability.Experiments.Internal;

/// <summary>The result of an evaluation and its reasons.</summary>
internal sealed record Judgement(Verdict Verdict, string? Winner, IReadOnlyList<string> Reasons, IReadOnlyList<Verdict?> OfArms);
