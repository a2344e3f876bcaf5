using Reliability.Common;

namespace Reliability.Slos.Internal;

/// <summary>The corrections of a budget as the algorithms use them.</summary>
internal sealed class LedgerView
{
    public LedgerView(BudgetCorrections corrections)
    {
        Corrections = corrections;
        Excluded = ExcludedTime.Of(corrections.Excluded);
        NotCounted = corrections.CountsFrom is { } from
            ? ExcludedTime.Of([.. corrections.Excluded, new TimeRange(DateTimeOffset.MinValue, from)])
            : Excluded;
    }

    public static LedgerView Empty { get; } = new(BudgetCorrections.None);

    public BudgetCorrections Corrections { get; }

    /// <summary>The time that alerts leave out.</summary>
    public ExcludedTime Excluded { get; }

    /// <summary>The time that the budget leaves out: excluded time, and all before the last reset.</summary>
    public ExcludedTime NotCounted { get; }
}
