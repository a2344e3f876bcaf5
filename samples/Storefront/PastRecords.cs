using Reliability.Common;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Storefront;

/// <summary>
/// What people and pipelines wrote down in the month before the shop opens: deployments, the two outages of <see cref="PastMonth"/>, and
/// technical debt, part of which caused them.
/// </summary>
internal sealed class PastRecords(
    IDocumentStore documents, IErrorBudgets budgets, IDeployments deployments, IDebtRegister debt, TimeProvider timeProvider)
{
    private const string Team = "shop-team";
    private const string Slow = "1.3.2";
    private const string Faulty = "1.4.0";
    private const string Mended = "1.4.1";
    private const string NoTimeout = "Orders wait for the payment provider without a limit";

    private readonly DateTimeOffset _now = timeProvider.GetUtcNow();

    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        string service = debt.Service;
        await DeployAsync(Slow, PastMonth.StepAt(_now)).ConfigureAwait(false);
        string faulty = await DeployAsync(Faulty, _now - PastMonth.TimeoutsFrom - TimeSpan.FromMinutes(4)).ConfigureAwait(false);
        await DeployAsync(Mended, _now - PastMonth.TimeoutsTo).ConfigureAwait(false);
        string payments = await SufferAsync(
            new IncidentDefinition
            {
                Title = "The payment provider is down",
                Severity = IncidentSeverity.High,
                CauseClass = "payment-provider",
                Impact = "Half of the orders failed.",
            },
            PastMonth.PaymentsFrom,
            PastMonth.PaymentsTo).ConfigureAwait(false);
        string timeouts = await SufferAsync(
            new IncidentDefinition
            {
                Title = "Orders time out",
                Severity = IncidentSeverity.Medium,
                CauseClass = "release",
                Impact = "A tenth of the orders failed.",
                DeploymentId = faulty,
            },
            PastMonth.TimeoutsFrom,
            PastMonth.TimeoutsTo).ConfigureAwait(false);
        await RegisterAsync([payments, timeouts]).ConfigureAwait(false);

        async Task<string> DeployAsync(string version, DateTimeOffset at)
        {
            DeploymentUpdate update = await deployments.RecordAsync(
                new CompletedDeployment
                {
                    Definition = new DeploymentDefinition { Service = service, Version = version },
                    StartedAt = at,
                    EndedAt = at.AddMinutes(3),
                    By = "pipeline",
                    Reason = "A release of the week.",
                    Id = $"shop-{version}",
                },
                cancellationToken).ConfigureAwait(false);
            return update.Current!.Id;
        }

        async Task<string> SufferAsync(IncidentDefinition definition, TimeSpan from, TimeSpan to)
        {
            DateTimeOffset start = _now - from;
            DateTimeOffset end = _now - to;
            var clock = new PastClock(start.AddMinutes(6));
            var incidents = new IncidentRegister(documents, [service], budgets, deployments, timeProvider: clock);
            IncidentUpdate opened = await incidents.OpenAsync(
                new IncidentOpening
                {
                    Service = service,
                    Definition = definition,
                    Times = new IncidentTimes { StartedAt = start, DetectedAt = clock.Now, AcknowledgedAt = start.AddMinutes(9) },
                    By = "ada",
                    Reason = "An alert of the checkout.",
                },
                cancellationToken).ConfigureAwait(false);
            clock.Now = end.AddMinutes(20);
            IncidentUpdate mitigated = await incidents.SetMilestoneAsync(
                opened.Current!,
                new IncidentMilestoneRequest
                {
                    By = "ada",
                    Reason = "Orders are taken again.",
                    Milestone = IncidentMilestone.Mitigated,
                    At = end,
                },
                cancellationToken).ConfigureAwait(false);
            await incidents.ResolveAsync(
                mitigated.Current!,
                new IncidentResolution { By = "ada", Reason = "The cause is known.", ResolvedAt = clock.Now },
                cancellationToken).ConfigureAwait(false);
            return opened.Current!.Id;
        }

        async Task RegisterAsync(IReadOnlyList<string> caused)
        {
            var who = new ChangeRequest { By = "ada", Reason = "The review of the outages." };
            await debt.ImportAsync(
                new DebtImportBatch
                {
                    Items =
                    [
                        Item(NoTimeout, Level.High, Level.Low, DebtCategory.Resilience, foundDaysAgo: 19),
                        Item("There is no runbook for payments", Level.Medium, Level.Low, DebtCategory.Runbook, foundDaysAgo: 19),
                        Item("Releases go to all hosts at once", Level.High, Level.Medium, DebtCategory.Architecture, foundDaysAgo: 6),
                        Item("The list of products is in the code", Level.Low, Level.High, DebtCategory.Data, foundDaysAgo: 80),
                        Item("No index on names", Level.Medium, Level.Low, DebtCategory.Data, foundDaysAgo: 19, resolvedDaysAgo: 16),
                    ],
                    Rejected = [],
                },
                who,
                cancellationToken).ConfigureAwait(false);
            DebtPage page = await debt.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            DebtItem item = page.Items.First(one => one.Item.Definition.Title == NoTimeout).Item;
            foreach (DebtLink link in (DebtLink[])[DebtLink.Objective("checkout"), .. caused.Select(DebtLink.Incident)])
            {
                DebtUpdate update = await debt.LinkAsync(
                    item, link, new ChangeRequest { By = who.By, Reason = who.Reason }, cancellationToken).ConfigureAwait(false);
                item = update.Current;
            }
        }
    }

    private DebtImportItem Item(
        string title, Level impact, Level effort, DebtCategory category, int foundDaysAgo, int? resolvedDaysAgo = null) => new()
        {
            SourceId = title,
            Definition = new DebtDefinition
            {
                Title = title,
                Impact = impact,
                Effort = effort,
                Category = category,
                Owner = Team,
                FoundAt = _now.AddDays(-foundDaysAgo),
            },
            ResolvedAt = resolvedDaysAgo is { } days ? _now.AddDays(-days) : null,
        };
}
