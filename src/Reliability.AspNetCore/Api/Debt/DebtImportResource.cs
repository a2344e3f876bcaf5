using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

internal sealed record DebtImportResource(
    bool IsPlan, int AddedCount, int PresentCount, IReadOnlyList<DebtRejectionResource> Rejected)
{
    public static DebtImportResource From(DebtImportReport one) => new(
        one.IsPlan,
        one.AddedCount,
        one.PresentCount,
        [.. one.Rejected.Select(part => new DebtRejectionResource(part.Where, part.Reason))]);
}
