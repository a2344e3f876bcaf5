using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.Debt;

/// <summary>Specifies what technical debt does to a release. By default, it does nothing.</summary>
public sealed record DebtGatePolicy
{
    /// <summary>Gets the verdict for open items whose acceptance has expired. Default: allow.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not allow, warn or block.</exception>
    public GateVerdict OnExpiredAcceptance
    {
        get;
        init => field = Check.Word(value, nameof(OnExpiredAcceptance), GateVerdict.Unknown);
    } = GateVerdict.Allow;

    /// <summary>Gets the verdict for overdue items that are at least as urgent as <see cref="OverdueBand"/>. Default: allow.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not allow, warn or block.</exception>
    public GateVerdict OnOverdue { get; init => field = Check.Word(value, nameof(OnOverdue), GateVerdict.Unknown); } = GateVerdict.Allow;

    /// <summary>Gets the least urgent band whose overdue items count. Default: immediately.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a band.</exception>
    public DebtBand OverdueBand { get; init => field = Check.Word(value, nameof(OverdueBand), DebtBand.Unknown); } = DebtBand.Immediately;
}
