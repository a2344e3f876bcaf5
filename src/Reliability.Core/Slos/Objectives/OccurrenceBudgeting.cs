namespace Reliability.Slos;

/// <summary>Counts each event once, so that times of high traffic have more weight.</summary>
public sealed record OccurrenceBudgeting : Budgeting;
