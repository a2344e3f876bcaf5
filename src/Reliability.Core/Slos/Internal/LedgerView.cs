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

    /// <summary>Gets the time that alerts exclude.</summary>
    public ExcludedTime Excluded { get; }

    /// <summary>Gets the time that the budget excludes: excluded time, and everything before the last reset.</summary>
    public ExcludedTime NotCounted { get; }
}
