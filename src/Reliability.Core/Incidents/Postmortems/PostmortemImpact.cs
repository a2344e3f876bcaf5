using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>What an incident did to users and to the business.</summary>
public sealed record PostmortemImpact
{
    /// <summary>Gets how long users were affected, or <see langword="null"/> if that is not known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public TimeSpan? Duration
    {
        get;
        init => field = value is { } length ? Check.AtLeast(length, TimeSpan.Zero, nameof(Duration)) : null;
    }

    /// <summary>
    /// Gets how users were affected, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/> characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Users { get; init => field = IncidentText.Block(value, nameof(Users)); }

    /// <summary>
    /// Gets what it cost in money or reputation, or <see langword="null"/>: at most <see cref="IncidentDefinition.MaxTextLength"/>
    /// characters.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character that is no line break or tab.</exception>
    public string? Business { get; init => field = IncidentText.Block(value, nameof(Business)); }

    /// <summary>Gets the objectives that were violated: at most <see cref="PostmortemContent.MaxItems"/>, each once.</summary>
    /// <exception cref="ArgumentException">An objective occurs twice, or there are too many.</exception>
    public IReadOnlyList<PostmortemObjective> Objectives
    {
        get;
        init => field = PostmortemLists.Distinct(value, one => one.Slo, PostmortemContent.MaxItems, nameof(Objectives));
    } = [];
}
