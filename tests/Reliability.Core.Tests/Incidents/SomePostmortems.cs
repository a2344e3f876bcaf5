using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

/// <summary>Postmortems for tests.</summary>
internal static class SomePostmortems
{
    public static ActionItem Action(string id = "a-1", string incidentId = "i-1") => new()
    {
        Id = id,
        IncidentId = incidentId,
        Title = "Cache the answers of the resolver",
        Kind = ActionKind.Prevent,
        Owner = "payments team",
        DueOn = new DateOnly(2026, 4, 1),
        CreatedAt = SomeIncidents.Now,
    };

    /// <summary>Gets what lacks nothing.</summary>
    public static PostmortemContent Complete(string incidentId = "i-1") => new()
    {
        Title = "Checkout is down",
        Summary = "Nobody could pay for 25 minutes.",
        Timeline =
        [
            Event(PostmortemEventKind.Began, 0) with { IsEstimate = true },
            Event(PostmortemEventKind.AlertTriggered, 4, "checkout: burn-1h-5m"),
            Event(PostmortemEventKind.InvestigationStarted, 6),
            Event(PostmortemEventKind.CauseIdentified, 15, "dns"),
            Event(PostmortemEventKind.Note, 17, "We asked the provider."),
            Event(PostmortemEventKind.MitigationApplied, 25, "Another resolver"),
            Event(PostmortemEventKind.Resolved, 60),
        ],
        Analysis = "The resolver answered after its time limit.\n\nIts cache was empty.",
        ContributingFactors = ["No second resolver", "No alert on the resolver"],
        Impact = new PostmortemImpact
        {
            Duration = TimeSpan.FromMinutes(25),
            Users = "25,000 requests failed.",
            Business = "About 400 orders less",
            Objectives = [new PostmortemObjective { Slo = "checkout", BudgetShare = 0.4375m }],
        },
        Remediation = "Another resolver was configured.",
        Actions = [Action(incidentId: incidentId)],
        WentWell = ["The alert came within 4 minutes."],
        WentBadly = ["The runbook was outdated."],
        WasLucky = ["It was night."],
        SupportingData =
        [
            new PostmortemEvidence { Title = "Dashboard", Address = new Uri("https://ops.example.com/d?from=1&to=2#a") },
            new PostmortemEvidence { Title = "Log of the resolver" },
        ],
    };

    public static Postmortem Of(PostmortemContent content, PostmortemStatus status = PostmortemStatus.Draft) => new()
    {
        Service = "shop",
        IncidentId = "i-1",
        Content = content,
        Status = status,
        History =
        [
            new PostmortemChange
            {
                Revision = 1,
                Id = "draft",
                Kind = PostmortemChangeKind.Drafted,
                By = "Ada Lovelace",
                Reason = "It was a large one.",
                At = SomeIncidents.Now,
            },
        ],
        ETag = new ETag("1"),
    };

    private static PostmortemEvent Event(PostmortemEventKind kind, int minute, string? description = null) => new()
    {
        Kind = kind,
        At = SomeIncidents.Now.AddMinutes(minute),
        Description = description,
    };
}
