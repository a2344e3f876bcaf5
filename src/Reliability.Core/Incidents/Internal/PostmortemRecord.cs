using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>
/// The stored form of a postmortem, format 1. Its actions and its history are in the same document, so no change is stored without its
/// entry.
/// </summary>
internal sealed record PostmortemRecord : IStoredDocument<PostmortemRecord>
{
    public static string Collection => "postmortems";

    public static int Format => 1;

    public static JsonTypeInfo<PostmortemRecord> Json => IncidentJson.Default.PostmortemRecord;

    public int V { get; init; } = Format;

    public required string Status { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<StoredEvent>? Timeline { get; init; }

    public string? Analysis { get; init; }

    public IReadOnlyList<string>? ContributingFactors { get; init; }

    public TimeSpan? Duration { get; init; }

    public string? Users { get; init; }

    public string? Business { get; init; }

    public IReadOnlyList<StoredViolation>? Objectives { get; init; }

    public string? Remediation { get; init; }

    public IReadOnlyList<StoredAction>? Actions { get; init; }

    public string? NoActionsReason { get; init; }

    public IReadOnlyList<string>? WentWell { get; init; }

    public IReadOnlyList<string>? WentBadly { get; init; }

    public IReadOnlyList<string>? WasLucky { get; init; }

    public IReadOnlyList<StoredEvidence>? SupportingData { get; init; }

    public required IReadOnlyList<StoredPostmortemChange> History { get; init; }

    public static PostmortemRecord Of(Postmortem one)
    {
        PostmortemContent content = one.Content;
        return new PostmortemRecord
        {
            Status = PostmortemWords.Status.Word(one.Status),
            Title = content.Title,
            Summary = content.Summary,
            Timeline = Filled(content.Timeline.Select(StoredEvent.Of)),
            Analysis = content.Analysis,
            ContributingFactors = Filled(content.ContributingFactors),
            Duration = content.Impact.Duration,
            Users = content.Impact.Users,
            Business = content.Impact.Business,
            Objectives = Filled(content.Impact.Objectives.Select(slo => new StoredViolation
            {
                Slo = slo.Slo,
                BudgetShare = slo.BudgetShare,
                IsEstimate = slo.IsEstimate,
            })),
            Remediation = content.Remediation,
            Actions = Filled(content.Actions.Select(StoredAction.Of)),
            NoActionsReason = content.NoActionsReason,
            WentWell = Filled(content.WentWell),
            WentBadly = Filled(content.WentBadly),
            WasLucky = Filled(content.WasLucky),
            SupportingData = Filled(content.SupportingData.Select(of =>
                new StoredEvidence { Title = of.Title, Address = of.Address?.AbsoluteUri })),
            History = [.. one.History.Select(StoredPostmortemChange.Of)],
        };
    }

    public Postmortem ToPostmortem(string service, string incidentId, ETag etag) => new()
    {
        Service = service,
        IncidentId = incidentId,
        Status = PostmortemWords.Status.Value(Status),
        Content = new PostmortemContent
        {
            Title = Title,
            Summary = Summary,
            Timeline = StoredList.Of(Timeline, one => one.ToEvent()),
            Analysis = Analysis,
            ContributingFactors = ContributingFactors ?? [],
            Impact = new PostmortemImpact
            {
                Duration = Duration,
                Users = Users,
                Business = Business,
                Objectives = StoredList.Of(Objectives, one => new PostmortemObjective
                {
                    Slo = one.Slo,
                    BudgetShare = one.BudgetShare,
                    IsEstimate = one.IsEstimate,
                }),
            },
            Remediation = Remediation,
            Actions = StoredList.Of(Actions, one => one.ToAction(incidentId)),
            NoActionsReason = NoActionsReason,
            WentWell = WentWell ?? [],
            WentBadly = WentBadly ?? [],
            WasLucky = WasLucky ?? [],
            SupportingData = StoredList.Of(SupportingData, one => new PostmortemEvidence
            {
                Title = one.Title,
                Address = one.Address is null ? null : new Uri(one.Address),
            }),
        },
        History = History.Count == 0
            ? throw new StoreException($"The stored postmortem of the incident '{incidentId}' has no history.", isTransient: false)
            : StoredList.Numbered(History, (one, revision) => one.ToChange(revision)),
        ETag = etag,
    };

    private static T[]? Filled<T>(IEnumerable<T> items)
    {
        T[] all = [.. items];
        return all.Length == 0 ? null : all;
    }
}
