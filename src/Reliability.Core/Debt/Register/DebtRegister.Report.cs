using Reliability.Debt.Internal;
using Reliability.Storage;

namespace Reliability.Debt;

public sealed partial class DebtRegister
{
    private static readonly DebtQuery _all = new() { Status = null };

    /// <inheritdoc/>
    public async ValueTask<DebtReport> GetReportAsync(CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = Now();
        var report = new DebtReportBuilder(now, _zone);
        List<UnreadableDocument> unreadable = [];
        await foreach (DebtReadPage page in _reader.ReadAsync(_all, now, cancellationToken).ConfigureAwait(false))
        {
            unreadable.AddRange(page.Unreadable);
            foreach (RankedDebt one in page.Items)
            {
                report.Add(one);
            }
        }

        return report.ToReport(Service, Scorer, unreadable);
    }
}
