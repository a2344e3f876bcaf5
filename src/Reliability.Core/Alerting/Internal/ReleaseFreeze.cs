using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Provides the policies that currently freeze the releases of a service.</summary>
internal sealed class ReleaseFreeze(IErrorBudgets budgets, AlertBooks books, WatchedObjectives objectives)
{
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        SloDefinition[] freezing = [.. budgets.Objectives.Where(slo => slo.Service == service && Freezing(slo).Any())];
        List<GateReason> frozen = [];
        foreach (OpenBook book in freezing.Length == 0 ? [] : await books.ReadAsync(freezing, cancellationToken).ConfigureAwait(false))
        {
            frozen.AddRange(book.Require().Alerts
                .Where(alert =>
                    alert.Status.State == AlertState.Firing && Freezing(book.Slo).Any(policy => policy.Rule == alert.Status.Rule))
                .Select(alert => new GateReason
                {
                    Verdict = GateVerdict.Block,
                    Code = GateReasonCodes.PolicyFreeze,
                    Slo = book.Slo.Name,
                    Message = $"{alert.Status.Rule} froze releases. {alert.Status.Explanation} {alert.Status.ClearsWhen}",
                }));
        }

        return frozen;
    }

    private IEnumerable<BudgetPolicy> Freezing(SloDefinition slo) =>
        objectives.PoliciesOf(slo).Where(policy => policy is { FreezesReleases: true, IsDryRun: false });
}
