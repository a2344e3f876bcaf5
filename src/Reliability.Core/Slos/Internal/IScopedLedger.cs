using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>A ledger that can leave entries out, or assume one.</summary>
internal interface IScopedLedger : IBudgetCorrections
{
    /// <summary>Returns the corrections of an objective at a moment, from the entries that a scope counts.</summary>
    ValueTask<BudgetCorrections> GetCorrectionsAsync(
        SloDefinition slo, DateTimeOffset now, TimeRange range, LedgerScope scope, CancellationToken cancellationToken);
}
