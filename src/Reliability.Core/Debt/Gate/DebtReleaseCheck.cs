using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.Debt;

/// <summary>
/// Lets technical debt object to a release of its service, if the policy asks for it. Each question reads all items; with a policy that
/// allows everything, nothing is read.
/// </summary>
public sealed class DebtReleaseCheck : IReleaseCheck
{
    /// <summary>The reason code for an item whose acceptance has expired.</summary>
    public const string AcceptanceExpiredCode = "DebtAcceptanceExpired";

    /// <summary>The reason code for an item that is overdue.</summary>
    public const string OverdueCode = "DebtOverdue";

    /// <summary>The number of items that a reason names.</summary>
    private const int MaxNamed = 3;

    private readonly IDebtRegister _debt;
    private readonly DebtGatePolicy _policy;

    /// <summary>Initializes a new instance of the <see cref="DebtReleaseCheck"/> class.</summary>
    /// <param name="debt">The register.</param>
    /// <param name="policy">The verdict for each finding.</param>
    public DebtReleaseCheck(IDebtRegister debt, DebtGatePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(debt);
        ArgumentNullException.ThrowIfNull(policy);
        _debt = debt;
        _policy = policy;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (service != _debt.Service || (_policy.OnExpiredAcceptance, _policy.OnOverdue) == (GateVerdict.Allow, GateVerdict.Allow))
        {
            return [];
        }

        DebtPage open = await _debt.ListAsync(new DebtQuery { MaxCount = int.MaxValue }, cancellationToken).ConfigureAwait(false);
        RankedDebt[] expired = _policy.OnExpiredAcceptance == GateVerdict.Allow
            ? []
            : [.. open.Items.Where(one => one.IsAcceptanceExpired)];
        RankedDebt[] overdue = _policy.OnOverdue == GateVerdict.Allow
            ? []
            : [
                .. open.Items.Where(one =>
                    one.IsOverdue && one.Score.Band != DebtBand.Unknown && one.Score.Band <= _policy.OverdueBand),
            ];
        return
        [
            .. Reason(_policy.OnExpiredAcceptance, AcceptanceExpiredCode, expired, "whose acceptance has expired"),
            .. Reason(_policy.OnOverdue, OverdueCode, overdue, "that is overdue"),
        ];
    }

    private static IEnumerable<GateReason> Reason(GateVerdict verdict, string code, RankedDebt[] items, string which)
    {
        if (items.Length == 0)
        {
            yield break;
        }

        IEnumerable<string> named = items.Take(MaxNamed)
            .Select(one => $"'{Names.Shorten(one.Item.Definition.Title)}' ({one.Item.Id})");
        string more = items.Length > MaxNamed ? Check.Text($" and {items.Length - MaxNamed} more") : string.Empty;
        yield return new GateReason
        {
            Verdict = verdict,
            Code = code,
            Message = $"There is technical debt {which}: {string.Join(", ", named)}{more}.",
        };
    }
}
