using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>What people write in a postmortem.</summary>
public sealed record PostmortemContent
{
    /// <summary>The maximum number of entries of the timeline.</summary>
    public const int MaxEvents = 600;

    /// <summary>The maximum number of items of every other list.</summary>
    public const int MaxItems = 100;

    /// <summary>Gets the title: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Title { get; init => field = AuditText.RequireName(value); }

    /// <summary>
    /// Gets the incident and its impact in brief, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/>
    /// characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Summary { get; init => field = IncidentText.Block(value, nameof(Summary)); }

    /// <summary>
    /// Gets the timeline in time order: at most <see cref="MaxEvents"/> entries, and one of each kind except
    /// <see cref="PostmortemEventKind.Note"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A kind occurs twice, or there are too many.</exception>
    public IReadOnlyList<PostmortemEvent> Timeline { get; init => field = PostmortemLists.Timeline(value, nameof(Timeline)); } = [];

    /// <summary>
    /// Gets the analysis of the cause, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/> characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Analysis { get; init => field = IncidentText.Block(value, nameof(Analysis)); }

    /// <summary>Gets what contributed to the incident: at most <see cref="MaxItems"/> texts.</summary>
    /// <exception cref="ArgumentException">A text is not valid, or there are too many.</exception>
    public IReadOnlyList<string> ContributingFactors
    {
        get;
        init => field = PostmortemLists.Texts(value, nameof(ContributingFactors));
    } = [];

    /// <summary>Gets the impact.</summary>
    public PostmortemImpact Impact { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// Gets what ended the incident, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/> characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Remediation { get; init => field = IncidentText.Block(value, nameof(Remediation)); }

    /// <summary>Gets the actions that follow: at most <see cref="MaxItems"/>, each with an id of its own.</summary>
    /// <exception cref="ArgumentException">An id occurs twice, or there are too many.</exception>
    public IReadOnlyList<ActionItem> Actions { get; init => field = PostmortemLists.Actions(value, nameof(Actions)); } = [];

    /// <summary>
    /// Gets why nothing follows, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/> characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? NoActionsReason { get; init => field = IncidentText.Block(value, nameof(NoActionsReason)); }

    /// <summary>Gets what went well: at most <see cref="MaxItems"/> texts.</summary>
    /// <exception cref="ArgumentException">A text is not valid, or there are too many.</exception>
    public IReadOnlyList<string> WentWell { get; init => field = PostmortemLists.Texts(value, nameof(WentWell)); } = [];

    /// <summary>Gets what went badly: at most <see cref="MaxItems"/> texts.</summary>
    /// <exception cref="ArgumentException">A text is not valid, or there are too many.</exception>
    public IReadOnlyList<string> WentBadly { get; init => field = PostmortemLists.Texts(value, nameof(WentBadly)); } = [];

    /// <summary>Gets where people were lucky: at most <see cref="MaxItems"/> texts.</summary>
    /// <exception cref="ArgumentException">A text is not valid, or there are too many.</exception>
    public IReadOnlyList<string> WasLucky { get; init => field = PostmortemLists.Texts(value, nameof(WasLucky)); } = [];

    /// <summary>Gets the supporting data: at most <see cref="MaxItems"/>.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public IReadOnlyList<PostmortemEvidence> SupportingData
    {
        get;
        init => field = PostmortemLists.Few(value, MaxItems, nameof(SupportingData));
    } = [];

    /// <summary>Gets what is missing before the postmortem can be final, in the order of the template.</summary>
    public IReadOnlyList<PostmortemGap> Gaps => PostmortemRules.Gaps(this);
}
