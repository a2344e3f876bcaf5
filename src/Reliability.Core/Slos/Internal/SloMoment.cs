namespace Reliability.Slos.Internal;

/// <summary>An objective at a moment, with the corrections of its ledger.</summary>
internal sealed record SloMoment(SloDefinition Slo, DateTimeOffset Now, LedgerView Ledger);
