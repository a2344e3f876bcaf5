namespace Reliability.Slos;

/// <summary>Each event counts once, so that busy times weigh more.</summary>
public sealed record OccurrenceBudgeting : Budgeting;
