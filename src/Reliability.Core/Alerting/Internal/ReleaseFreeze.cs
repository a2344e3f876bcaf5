using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>Provides the policies that currently freeze the releases of a service.</summary>
internal sealed class ReleaseFreeze(IErrorBudgets budgets, AlertBooks books, WatchedObjectives objectives)
{
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken) =>
        (await CheckEachAsync([service], cancellationToken).ConfigureAwait(false))[0];

    public async ValueTask<IReadOnlyList<IReadOnlyList<GateReason>>> CheckEachAsync(
        IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        var asked = services.ToHashSet(StringComparer.Ordinal);
        SloDefinition[] freezing = [.. budgets.Objectives.Where(slo => asked.Contains(slo.Service) && Freezing(slo).Any())];
        IReadOnlyList<OpenBook> opened = freezing.Length == 0
            ? []
            : await books.ReadAsync(freezing, cancellationToken).ConfigureAwait(false);
        ILookup<string, GateReason> frozen =
            opened.SelectMany(ReasonsOf).ToLookup(one => one.Service, one => one.Reason, StringComparer.Ordinal);
        return [.. services.Select(service => (IReadOnlyList<GateReason>)[.. frozen[service]])];
    }

    private IEnumerable<(string Service, GateReason Reason)> ReasonsOf(OpenBook book) => book.Require().Alerts
        .Where(alert => alert.Status.State == AlertState.Firing && Freezing(book.Slo).Any(policy => policy.Rule == alert.Status.Rule))
        .Select(alert => (
            book.Slo.Service,
            new GateReason
            {
                Verdict = GateVerdict.Block,
                Code = GateReasonCodes.PolicyFreeze,
                Slo = book.Slo.Name,
                Message = $"{alert.Status.Rule} froze releases. {alert.Status.Explanation} {alert.Status.ClearsWhen}",
            }));

    private IEnumerable<BudgetPolicy> Freezing(SloDefinition slo) =>
        objectives.PoliciesOf(slo).Where(policy => policy is { FreezesReleases: true, IsDryRun: false });
}
