namespace Reliability.Slos.Internal;

/// <summary>An objective whose ledger work this process does until the claim is lost.</summary>
internal readonly record struct Claimed(SloDefinition Slo, CancellationToken Lost);
