using Reliability.Common;
using Reliability.Debt;
using Reliability.Incidents;

namespace WeeklyReviewSample;

/// <summary>What people wrote down after the outages: postmortems with their actions, reports that do not count, debt.</summary>
internal sealed class QuarterRecords(
    IncidentRegister incidents,
    PostmortemRegister postmortems,
    DebtRegister debt,
    ReviewClock clock,
    IReadOnlyDictionary<string, string> ids)
{
    private const string Team = "shop-team";

    /// <summary>Records everything, and returns the postmortem of the outage that burnt most.</summary>
    public async Task<Postmortem> RecordAsync(CancellationToken cancellationToken)
    {
        await ReportAsync(cancellationToken).ConfigureAwait(false);
        DebtItem fallback = await RecordDebtAsync(cancellationToken).ConfigureAwait(false);
        Postmortem payments = await WriteAsync(
            "slow-payments",
            "2026-07-10 10:00",
            "Payments had no limit of time, and one provider.",
            "The provider answered after 40 seconds. Each order held a connection for that time, until none was left.",
            [
                Action("limit", "slow-payments", "A limit of time for payments", ActionKind.Mitigate, "shop-team", "2026-07-24"),
                Action("second-provider", "slow-payments", "A second payment provider", ActionKind.Prevent, "payments-team", "2026-08-15")
                    with { DebtItemId = fallback.Id },
            ],
            cancellationToken).ConfigureAwait(false);
        await CloseAsync(payments, "limit", "2026-07-21 15:00", cancellationToken).ConfigureAwait(false);
        Postmortem locks = await WriteAsync(
            "lock",
            "2026-07-24 09:30",
            "A report locked the table of orders.",
            "The report of the month read the table without an index, and held its lock for as long.",
            [Action("index", "lock", "An index on the time of orders", ActionKind.Prevent, "data-team", "2026-08-07")],
            cancellationToken).ConfigureAwait(false);
        await CloseAsync(locks, "index", "2026-08-06 11:00", cancellationToken).ConfigureAwait(false);
        Postmortem provider = await WriteAsync(
            "provider",
            "2026-09-07 09:00",
            "The provider was down for four hours, and the shop with it.",
            "The shop has one provider. The second one, planned in July, was not finished: its contract was not signed.",
            [
                Action("switch", "provider", "A switch to the second provider", ActionKind.Prevent, "payments-team", "2026-10-15"),
                Action("pager", "provider", "Failed payments page the payments team too", ActionKind.Detect, "payments-team", "2026-09-14"),
                Action("message", "provider", "A message for customers when payments fail", ActionKind.Mitigate, "shop-team", "2026-09-30"),
            ],
            cancellationToken).ConfigureAwait(false);
        return await CloseAsync(provider, "pager", "2026-09-11 16:20", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A second report of one outage, an outage that was posted late with a wrong time, and one that goes on.</summary>
    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        await OpenAsync("phone", "2026-09-05 20:02", new IncidentDefinition
        {
            Title = "Customers call: no order goes through",
            CauseClass = "payment-provider",
            DuplicateOf = ids["provider"],
        }, Quarter.At("2026-09-05 19:41"), Quarter.At("2026-09-05 23:38"), cancellationToken).ConfigureAwait(false);
        await OpenAsync("late", "2026-08-31 09:00", new IncidentDefinition
        {
            Title = "Images were missing",
            Severity = IncidentSeverity.Low,
            CauseClass = "cdn",
        }, Quarter.At("2026-08-30 15:00"), Quarter.At("2026-08-30 14:20"), cancellationToken).ConfigureAwait(false);
        await OpenAsync("images", "2026-09-30 21:52", new IncidentDefinition
        {
            Title = "Some images do not load",
            Severity = IncidentSeverity.Low,
            CauseClass = "cdn",
        }, Quarter.At("2026-09-30 21:40"), resolvedAt: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task OpenAsync(
        string name,
        string now,
        IncidentDefinition definition,
        DateTimeOffset startedAt,
        DateTimeOffset? resolvedAt,
        CancellationToken cancellationToken)
    {
        clock.Now = Quarter.At(now) > resolvedAt ? Quarter.At(now) : resolvedAt ?? Quarter.At(now);
        IncidentUpdate update = await incidents.OpenAsync(
            new IncidentOpening
            {
                Id = name,
                By = "support",
                Reason = "Customers told us.",
                Service = Quarter.Service,
                Definition = definition,
                Times = new IncidentTimes { StartedAt = startedAt, DetectedAt = startedAt.AddMinutes(12), ResolvedAt = resolvedAt },
            },
            cancellationToken).ConfigureAwait(false);
        _ = update.Current ?? throw new InvalidOperationException(update.Rejection);
    }

    private ActionItem Action(string id, string outage, string title, ActionKind kind, string owner, string dueOn) => new()
    {
        Id = id,
        IncidentId = ids[outage],
        Title = title,
        Kind = kind,
        Owner = owner,
        DueOn = DateOnly.ParseExact(dueOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        CreatedAt = clock.Now,
    };

    private async Task<Postmortem> WriteAsync(
        string outage,
        string now,
        string factor,
        string analysis,
        IReadOnlyList<ActionItem> actions,
        CancellationToken cancellationToken)
    {
        clock.Now = Quarter.At(now);
        Postmortem draft = await postmortems.DraftAsync(
            ids[outage], Change($"{outage}-draft", "The review of the outage."), cancellationToken).ConfigureAwait(false);
        PostmortemContent content = draft.Content with
        {
            Summary = draft.Content.Impact.Users is { } users ? $"{draft.Title}. {users}" : draft.Title,
            Timeline = [.. draft.Content.Timeline.Select(one => one with { Description = one.Description ?? Text(one.Kind) })],
            Analysis = analysis,
            ContributingFactors = [factor],
            Remediation = "Traffic was held back until the cause was gone.",
            Actions = [.. actions.Select(one => one with { CreatedAt = clock.Now })],
            WentWell = ["The alert fired within minutes."],
            WentBadly = ["Nobody knew whom to call at the provider."],
            WasLucky = ["It did not happen on a day of sales."],
            SupportingData =
            [
                new PostmortemEvidence { Title = "Dashboard of the checkout", Address = new Uri("https://example.com/reliability") },
            ],
        };
        Postmortem edited = Require(await postmortems.EditAsync(
            draft, content, Change($"{outage}-edit", "The findings of the review."), cancellationToken).ConfigureAwait(false));
        Postmortem inReview = Require(await postmortems.SubmitAsync(
            edited, Change($"{outage}-submit", "Please read it."), cancellationToken).ConfigureAwait(false));
        clock.Now = clock.Now.AddDays(2);
        return Require(await postmortems.FinalizeAsync(
            inReview, Change($"{outage}-final", "Everybody has read it."), cancellationToken).ConfigureAwait(false));
    }

    private async Task<Postmortem> CloseAsync(Postmortem seen, string action, string now, CancellationToken cancellationToken)
    {
        clock.Now = Quarter.At(now);
        return Require(await postmortems.CloseActionAsync(
            seen, action, ActionStatus.Done, Change($"{action}-done", "It is in production."), cancellationToken).ConfigureAwait(false));
    }

    private async Task<DebtItem> RecordDebtAsync(CancellationToken cancellationToken)
    {
        DebtItem fallback = await RegisterAsync(
            "One payment provider", Level.High, Level.High, DebtCategory.Resilience, "2026-07-10", cancellationToken).ConfigureAwait(false);
        string[] caused = ["slow-payments", "refunds", "provider"];
        DebtLink[] links = [DebtLink.Objective("checkout"), .. caused.Select(one => DebtLink.Incident(ids[one]))];
        foreach (DebtLink link in links)
        {
            DebtUpdate update = await debt.LinkAsync(
                fallback, link, Change($"link-{link.Id}", "It would not have happened."), cancellationToken).ConfigureAwait(false);
            fallback = update.Current;
        }

        DebtItem index = await RegisterAsync(
            "No index on the time of orders", Level.Medium, Level.Low, DebtCategory.Data, "2026-07-24", cancellationToken)
            .ConfigureAwait(false);
        clock.Now = Quarter.At("2026-08-06 11:30");
        await debt.ResolveAsync(
            index,
            new DebtResolveRequest { Id = "index-resolved", By = "grace", Reason = "It is in production.", Notes = "Two queries use it." },
            cancellationToken).ConfigureAwait(false);
        DebtItem carts = await RegisterAsync(
            "Carts are kept in the memory of a host", Level.Medium, Level.High, DebtCategory.Architecture, "2026-07-30", cancellationToken)
            .ConfigureAwait(false);
        await debt.AcceptAsync(
            carts,
            new DebtAcceptRequest
            {
                Id = "carts-accepted",
                By = "ada",
                Reason = "The new carts replace it in November.",
                Approver = "head of shop",
                ExpiresAt = Quarter.At("2026-11-30 00:00"),
            },
            cancellationToken).ConfigureAwait(false);
        await RegisterAsync(
            "Certificates are renewed by hand", Level.High, Level.Low, DebtCategory.Toil, "2026-08-27", cancellationToken)
            .ConfigureAwait(false);
        await RegisterAsync(
            "Stock is counted once an hour", Level.Low, Level.Medium, DebtCategory.Capacity, "2026-08-14", cancellationToken)
            .ConfigureAwait(false);
        await RegisterAsync(
            "No alert on the age of the queue", Level.Medium, Level.Low, DebtCategory.Alerting, "2026-09-25", cancellationToken)
            .ConfigureAwait(false);
        return fallback;
    }

    private async Task<DebtItem> RegisterAsync(
        string title, Level impact, Level effort, DebtCategory category, string day, CancellationToken cancellationToken)
    {
        clock.Now = Quarter.At($"{day} 12:00");
        return await debt.RegisterAsync(
            new DebtDefinition { Title = title, Impact = impact, Effort = effort, Category = category, Owner = Team },
            Change($"debt {title}", "Found in the review of an outage."),
            cancellationToken).ConfigureAwait(false);
    }

    private static string? Text(PostmortemEventKind kind) => kind switch
    {
        PostmortemEventKind.Began => "The first orders fail.",
        PostmortemEventKind.AlertTriggered => "The budget of the checkout burns too fast.",
        PostmortemEventKind.InvestigationStarted => "The person on call reads the logs of the checkout.",
        PostmortemEventKind.CauseIdentified => "The logs name what the orders wait for.",
        PostmortemEventKind.MitigationApplied => "Orders are taken again.",
        PostmortemEventKind.Resolved => "Half an hour without a failed order.",
        _ => null,
    };

    private static ChangeRequest Change(string id, string reason) => new() { Id = id.Replace(' ', '-'), By = "ada", Reason = reason };

    private static Postmortem Require(PostmortemUpdate update) => update.IsStored
        ? update.Current!
        : throw new InvalidOperationException($"{update.Rejection} {string.Join(", ", update.Gaps)}");
}
