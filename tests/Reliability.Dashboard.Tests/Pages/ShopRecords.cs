using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Releases;

namespace Reliability.Dashboard.Tests;

/// <summary>Incidents, deployments and technical debt of a shop.</summary>
internal static class ShopRecords
{
    public const string IncidentsAddress = "/reliability/incident/shop";

    public const string DeploymentsAddress = "/reliability/deployment/shop";

    /// <summary>The page of the open incident: its id follows from the request that opens it.</summary>
    public const string IncidentAddress = "/reliability/incident/shop/198c70047605";

    public const string DebtAddress = "/reliability/technical-debt";

    /// <summary>The id of the request that opens it.</summary>
    private const string Outage = "outage";

    /// <summary>Gets the pages of registers, each with <c>.json</c> after it for its twin.</summary>
    public static IReadOnlyList<string> Addresses { get; } =
    [
        DebtAddress, IncidentsAddress, IncidentAddress, DeploymentsAddress, ShopPostmortems.ImprovementAddress, ShopPostmortems.Address,
    ];

    /// <summary>
    /// Records an open incident with its postmortem, a recurring one, what does not count, four deployments and two items of debt.
    /// </summary>
    /// <param name="shop">The shop.</param>
    /// <param name="text">A text that stands in every field that takes one.</param>
    public static async Task FillAsync(Shop shop, string text = "Checkout is down")
    {
        await FillDeploymentsAsync(shop, text);
        IIncidents incidents = shop.Site.Services.GetRequiredService<IIncidents>();
        DateTimeOffset now = Shop.Now;
        await OpenAsync(incidents, "first", text, now.AddDays(-45), TimeSpan.FromMinutes(30), text);
        Incident second =
            await OpenAsync(incidents, "second", "It came again", now.AddDays(-20), TimeSpan.FromHours(2), text);
        await OpenAsync(incidents, "planned", "New disks", now.AddDays(-9), TimeSpan.FromHours(1), null, IncidentKind.Maintenance);
        await OpenAsync(incidents, "near", "Nearly", now.AddDays(-8), TimeSpan.FromMinutes(1), null, IncidentKind.NearMiss);
        IncidentUpdate open = await incidents.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Id = Outage,
            By = Name(text),
            Reason = text,
            Definition = new IncidentDefinition
            {
                Title = Name(text),
                Severity = IncidentSeverity.High,
                CauseClass = Name(text),
                Description = text + "\nSince the deployment.",
                Impact = text,
                Roles = [new IncidentRole { Role = Name(text), Name = Name(text) }],
            },
            Times = new IncidentTimes
            {
                StartedAt = now.AddMinutes(-40),
                DetectedAt = now.AddMinutes(-35),
                AcknowledgedAt = now.AddMinutes(-34.5),
                Estimated = [IncidentMilestone.Started],
            },
        });
        IncidentUpdate noted = await incidents.NoteAsync(
            open.Current!, new IncidentNoteRequest { By = Name(text), Reason = text, Text = text, Id = "note" });
        await incidents.OpenAsync(new IncidentOpening
        {
            Service = "shop",
            Id = "copy",
            By = "ada",
            Reason = "also reported",
            Definition = new IncidentDefinition { Title = "Nobody can pay", DuplicateOf = noted.Current!.Id },
            Times = new IncidentTimes { StartedAt = now.AddMinutes(-30) },
        });
        await ShopPostmortems.FillAsync(shop, noted.Current.Id, text, Name(text));
        await FillDebtAsync(shop, text, second.Id);
    }

    /// <summary>Opens an incident that is resolved.</summary>
    public static async Task<Reliability.Incidents.Incident> OpenAsync(
        IIncidents incidents,
        string id,
        string title,
        DateTimeOffset at,
        TimeSpan length,
        string? cause,
        IncidentKind kind = IncidentKind.Incident,
        string service = "shop")
    {
        IncidentUpdate update = await incidents.OpenAsync(new IncidentOpening
        {
            Service = service,
            Id = id,
            By = "ada",
            Reason = "seen",
            Definition = new IncidentDefinition
            {
                Title = Name(title),
                Kind = kind,
                CauseClass = cause is null ? null : Name(cause),
                Severity = IncidentSeverity.Low,
                Impact = "Some customers waited.",
            },
            Times = new IncidentTimes
            {
                StartedAt = at,
                DetectedAt = at + (length / 4),
                MitigatedAt = at + length,
                ResolvedAt = at + (length * 2),
            },
        });
        return update.Current!;
    }

    private static async Task FillDeploymentsAsync(Shop shop, string text)
    {
        IDeployments deployments = shop.Site.Services.GetRequiredService<IDeployments>();
        await RecordAsync("build-1", Name(text), Shop.Now.AddDays(-45.5), DeploymentStatus.Succeeded);
        await RecordAsync("build-2", "4.7.1", Shop.Now.AddDays(-20).AddMinutes(-10), DeploymentStatus.Succeeded);
        await RecordAsync("build-3", "4.7.0", Shop.Now.AddDays(-19), DeploymentStatus.Succeeded, "build-2");
        await RecordAsync("build-4", "4.7.2", Shop.Now.AddHours(-2), DeploymentStatus.Failed);
        await deployments.AttachTestsAsync(new DeploymentTestReport
        {
            Service = "shop",
            DeploymentId = "build-4",
            By = "ci",
            Reason = "tests",
            Id = "tests-4",
            Results = new TestResults { Passed = 12, Failed = 1, Skipped = 2, FailedTests = ["pays"] },
        });

        async Task RecordAsync(string id, string version, DateTimeOffset at, DeploymentStatus status, string? rollbackOf = null) =>
            await deployments.RecordAsync(new CompletedDeployment
            {
                Id = id,
                By = Name(text),
                Reason = "pipeline",
                Definition = new DeploymentDefinition { Service = "shop", Version = version, RollbackOf = rollbackOf },
                StartedAt = at,
                EndedAt = at.AddMinutes(5),
                Status = status,
            });
    }

    private static async Task FillDebtAsync(Shop shop, string text, string linkedId)
    {
        IDebtRegister debt = shop.Site.Services.GetRequiredService<IDebtRegister>();
        DebtItem item = await debt.RegisterAsync(
            new DebtDefinition { Title = Name(text), Impact = Level.High, Effort = Level.Low, Owner = Name(text) },
            new ChangeRequest { By = "ada", Reason = "seen", Id = "debt-1" });
        await debt.LinkAsync(
            item,
            new DebtLink { Kind = DebtLinkKind.Incident, Id = linkedId },
            new ChangeRequest { By = "ada", Reason = "seen", Id = "link-1" });
        await debt.RegisterAsync(
            new DebtDefinition
            {
                Title = "Nobody owns the runbook",
                Impact = Level.Medium,
                Effort = Level.High,
                DueAt = Shop.Now.AddDays(-1),
                FoundAt = Shop.Now.AddDays(-70),
            },
            new ChangeRequest { By = "ada", Reason = "seen", Id = "debt-2" });
    }

    /// <summary>Names have at most 100 characters here, which every register takes.</summary>
    private static string Name(string text) => text.Length <= 100 ? text : text[..100];
}
