using Microsoft.Extensions.DependencyInjection;
using Reliability.Debt;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of technical debt shows.</summary>
internal sealed class DebtPageReader(IServiceProvider services, string setup)
{
    /// <summary>The most items in the list; the API has all.</summary>
    public const int MaxItems = 200;

    public async ValueTask<DebtDocument> ReadAsync(string service, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IDebtRegister debt = services.GetRequiredKeyedService<IDebtRegister>(setup);
        DebtReport report = await debt.GetReportAsync(cancellationToken).ConfigureAwait(false);
        DebtPage items = await debt.ListAsync(new DebtQuery { MaxCount = MaxItems }, cancellationToken).ConfigureAwait(false);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(report.Zone);
        DebtMonthRow[] months = [.. report.Months.Select(month => DebtFigures.Month(month, zone))];
        return new DebtDocument
        {
            AsOf = now,
            Debt = DebtFigures.Of(report, items.Items),
            Months = months,
            Markers = await PageMarkers.ReadAsync(services, setup, service, months[0].Start, now, cancellationToken).ConfigureAwait(false),
        };
    }
}
