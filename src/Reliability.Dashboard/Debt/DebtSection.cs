using Reliability.Debt;

namespace Reliability.Dashboard.Internal;

/// <summary>The technical debt of the service of the setup.</summary>
internal sealed class DebtSection : ISection
{
    /// <summary>The collection of a <see cref="DebtRegister"/>. Another implementation is always asked.</summary>
    private const string Collection = "debt";

    private const int Shown = 5;

    public string Name => DebtPart.SectionName;

    public async ValueTask<SectionPart?> ReadAsync(SnapshotContext context, CancellationToken cancellationToken)
    {
        if (context.Find<IDebtRegister>() is not { } debt
            || (debt is DebtRegister
                && !await context.HasDocumentsAsync(debt.Service, Collection, cancellationToken).ConfigureAwait(false)))
        {
            return null;
        }

        (DebtReport report, bool isKept) = await context.Registers.GetAsync(
            "debt", isUrgent: false, debt.GetReportAsync, cancellationToken).ConfigureAwait(false);
        if (report.TotalCount == 0)
        {
            return null;
        }

        if (context.At is not null)
        {
            context.Limits.Add("Technical debt is not shown: items keep their history and not their past scores.");
            return null;
        }

        return new DebtPart
        {
            Figures = DebtFigures.Of(report, report.Recommendations.Take(Shown)),
            WasReadBefore = isKept,
        };
    }
}
