using Reliability.Common.Internal;
using Reliability.Releases;

namespace Reliability.Debt;

/// <summary>
/// Lets technical debt object to a release of its service, if the policy asks for it. Each finding that the policy does not allow reads all
/// items and keeps those that its reason names; with a policy that allows everything, nothing is read.
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
        if (service != _debt.Service)
        {
            return [];
        }

        return
        [
            .. await ReasonsAsync(
                _policy.OnExpiredAcceptance,
                AcceptanceExpiredCode,
                "whose acceptance has expired",
                new DebtQuery { IsAcceptanceExpired = true, MaxCount = MaxNamed },
                cancellationToken).ConfigureAwait(false),
            .. await ReasonsAsync(
                _policy.OnOverdue,
                OverdueCode,
                "that is overdue",
                new DebtQuery { IsOverdue = true, MaxBand = _policy.OverdueBand, MaxCount = MaxNamed },
                cancellationToken).ConfigureAwait(false),
        ];
    }

    private async ValueTask<IReadOnlyList<GateReason>> ReasonsAsync(
        GateVerdict verdict, string code, string which, DebtQuery query, CancellationToken cancellationToken)
    {
        if (verdict == GateVerdict.Allow)
        {
            return [];
        }

        DebtPage page = await _debt.ListAsync(query, cancellationToken).ConfigureAwait(false);
        if (page.Items.Count == 0)
        {
            return [];
        }

        IEnumerable<string> named = page.Items.Select(one => $"'{Names.Shorten(one.Item.Definition.Title)}' ({one.Item.Id})");
        string more = page.TotalCount > page.Items.Count ? Check.Text($" and {page.TotalCount - page.Items.Count} more") : string.Empty;
        return
        [
            new GateReason
            {
                Verdict = verdict,
                Code = code,
                Message = $"There is technical debt {which}: {string.Join(", ", named)}{more}.",
            },
        ];
    }
}
