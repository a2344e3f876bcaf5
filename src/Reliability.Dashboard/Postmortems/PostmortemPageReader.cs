using Microsoft.Extensions.DependencyInjection;
using Reliability.Incidents;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>Reads what the page of a postmortem shows.</summary>
internal sealed class PostmortemPageReader(IServiceProvider services, string setup)
{
    /// <summary>The most entries of the timeline, changes and findings; the API has all.</summary>
    private const int MaxEntries = 100;

    /// <param name="key">The service and the id of the incident.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="KeyNotFoundException">There is neither such an incident nor a postmortem of it.</exception>
    public async ValueTask<PostmortemDocument> ReadAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (string service, string? id) = RecordKey.Read(key);
        id ??= string.Empty;
        IPostmortems postmortems = services.GetRequiredKeyedService<IPostmortems>(setup);
        PostmortemPlan? plan = await postmortems.PlanFinalizeAsync(service, id, cancellationToken).ConfigureAwait(false);
        string? name = plan?.Postmortem.Title
            ?? (await services.GetRequiredKeyedService<IIncidents>(setup).GetAsync(service, id, cancellationToken).ConfigureAwait(false))
                ?.Title
            ?? throw new KeyNotFoundException("No incident of this service has this id. The page of its incidents lists all of them.");
        RequiredPostmortem? required = (await postmortems.ListRequiredAsync(service, cancellationToken).ConfigureAwait(false))
            .FirstOrDefault(one => one.IncidentId == id);
        IReadOnlyList<TrackedAction> actions = plan is not { Postmortem.Content.Actions.Count: > 0 }
            ? []
            : (await postmortems.ListActionsAsync(
                new ActionQuery { Service = service, IncidentId = id, Status = null, MaxCount = ActionQuery.MaxPageSize },
                cancellationToken).ConfigureAwait(false)).Actions;
        IReadOnlyList<PostmortemChange> history = plan?.Postmortem.History ?? [];
        return new PostmortemDocument
        {
            AsOf = now,
            Service = service,
            Incident = id,
            Name = name,
            Status = PostmortemWording.Status(plan?.Postmortem.Status),
            Required = required is null ? null : RequiredFigures.Row(required),
            Notice = plan?.Notice,
            CanFinalize = plan?.CanFinalize == true,
            Missing = [.. plan?.Gaps.Select(one => new PostmortemGapRow { Part = one.Input, Text = one.Message }) ?? []],
            Findings = [.. plan?.Findings.Take(MaxEntries).Select(Finding) ?? []],
            Body = plan is null ? null : Body(plan.Postmortem, actions),
            Changes = [.. history.TakeLast(MaxEntries).Reverse().Select(Change)],
            EarlierChanges = Math.Max(0, history.Count - MaxEntries),
        };
    }

    private PostmortemBody Body(Postmortem postmortem, IReadOnlyList<TrackedAction> actions)
    {
        PostmortemContent content = postmortem.Content;
        HashSet<string> declared =
            [.. services.GetRequiredKeyedService<IErrorBudgets>(setup).Objectives.Select(one => one.Name)];
        return new PostmortemBody
        {
            DraftedAt = postmortem.CreatedAt,
            FinalAt = postmortem.FinalizedAt,
            Summary = PostmortemWording.Paragraphs(content.Summary),
            Timeline = [.. content.Timeline.Take(MaxEntries).Select(Event)],
            Analysis = PostmortemWording.Paragraphs(content.Analysis),
            Factors = Lines(content.ContributingFactors),
            Duration = content.Impact.Duration is { } duration ? IncidentFigures.Seconds(duration) : null,
            Users = PostmortemWording.Paragraphs(content.Impact.Users),
            Business = PostmortemWording.Paragraphs(content.Impact.Business),
            Objectives = [.. content.Impact.Objectives.Select(one => Objective(one, declared.Contains(one.Slo)))],
            Remediation = PostmortemWording.Paragraphs(content.Remediation),
            Actions = [.. actions.Select(Action)],
            NoActions = PostmortemWording.Paragraphs(content.NoActionsReason),
            WentWell = Lines(content.WentWell),
            WentBadly = Lines(content.WentBadly),
            WasLucky = Lines(content.WasLucky),
            Evidence =
            [
                .. content.SupportingData.Select(one => new PostmortemEvidenceRow { Name = one.Title, Address = one.Address?.AbsoluteUri }),
            ],
        };
    }

    private static IReadOnlyList<string> Lines(IReadOnlyList<string> texts) => [.. texts.Select(one => PostmortemWording.Line(one)!)];

    private static PostmortemEventRow Event(PostmortemEvent one) => new()
    {
        At = one.At,
        Kind = PostmortemWording.Event(one.Kind),
        Known = one.IsEstimate ? "estimated" : "stated",
        Text = PostmortemWording.Line(one.Description),
    };

    private static PostmortemObjectiveRow Objective(PostmortemObjective one, bool isDeclared) => new()
    {
        Slo = one.Slo,
        BudgetShare = one.BudgetShare,
        Known = one.IsEstimate ? "estimated" : "stated",
        IsDeclared = isDeclared,
    };

    private static PostmortemActionRow Action(TrackedAction one) => new()
    {
        Id = one.Action.Id,
        Title = one.Action.Title,
        Kind = one.Action.Kind.ToString(),
        Owner = one.Action.Owner,
        DueOn = one.Action.DueOn,
        Status = one.IsOverdue ? PostmortemWording.Overdue : one.Action.Status.ToString(),
        FiledAt = one.Action.CreatedAt,
        ClosedAt = one.Action.ClosedAt,
        DebtItem = one.Action.DebtItemId,
    };

    private static BlameRow Finding(BlameFinding one) =>
        new() { Field = one.Field, Text = PostmortemWording.Line(one.Text)!, Suggestion = one.Suggestion };

    private static IncidentNoteRow Change(PostmortemChange one) =>
        new() { At = one.At, By = one.By, Kind = PostmortemWording.Change(one.Kind), Text = PostmortemWording.Line(one.Reason)! };
}
