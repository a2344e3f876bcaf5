using Reliability.Common.Internal;
using Reliability.Releases;
using Reliability.Storage;

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

    /// <summary>The reason code for items that cannot be read, and which therefore may be overdue or expired.</summary>
    public const string UnreadableCode = "DebtUnreadable";

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

        List<GateReason> reasons = [];
        IReadOnlyList<UnreadableDocument> unreadable =
        [
            .. await AddReasonAsync(
                reasons,
                _policy.OnExpiredAcceptance,
                AcceptanceExpiredCode,
                "whose acceptance has expired",
                new DebtQuery { IsAcceptanceExpired = true, MaxCount = MaxNamed },
                cancellationToken).ConfigureAwait(false),
            .. await AddReasonAsync(
                reasons,
                _policy.OnOverdue,
                OverdueCode,
                "that is overdue",
                new DebtQuery { IsOverdue = true, MaxBand = _policy.OverdueBand, MaxCount = MaxNamed },
                cancellationToken).ConfigureAwait(false),
        ];
        string[] ids = [.. unreadable.Select(one => one.Id.Id).Distinct(StringComparer.Ordinal)];
        if (ids.Length > 0)
        {
            reasons.Add(new GateReason
            {
                Verdict = GateVerdict.Warn,
                Code = UnreadableCode,
                Message = "There is technical debt that cannot be read, and may be overdue: "
                    + $"{string.Join(", ", ids.Take(MaxNamed).Select(id => $"'{Names.Shorten(id)}'"))}{More(ids.Length)}.",
            });
        }

        return reasons;
    }

    /// <summary>Adds the reason for what a query finds, and returns the items that cannot be read.</summary>
    private async ValueTask<IReadOnlyList<UnreadableDocument>> AddReasonAsync(
        List<GateReason> reasons,
        GateVerdict verdict,
        string code,
        string which,
        DebtQuery query,
        CancellationToken cancellationToken)
    {
        if (verdict == GateVerdict.Allow)
        {
            return [];
        }

        DebtPage page = await _debt.ListAsync(query, cancellationToken).ConfigureAwait(false);
        if (page.Items.Count > 0)
        {
            IEnumerable<string> named = page.Items.Select(one => $"'{Names.Shorten(one.Item.Definition.Title)}' ({one.Item.Id})");
            reasons.Add(new GateReason
            {
                Verdict = verdict,
                Code = code,
                Message = $"There is technical debt {which}: {string.Join(", ", named)}{More(page.TotalCount)}.",
            });
        }

        return page.Unreadable;
    }

    private static string More(int count) => count > MaxNamed ? Check.Text($" and {count - MaxNamed} more") : string.Empty;
}
