using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>The words that a <see cref="BlamelessCheck"/> looks for.</summary>
public sealed record BlameWords
{
    private const string Circumstances = "Describe what made the action look right at the time.";
    private const string System = "Describe what the system allowed, and what would have stopped it.";
    private const string Facts = "Describe what happened and when, without a judgement.";
    private const string Role = "Name the role or the team, or leave the person out.";

    /// <summary>Gets the words for English.</summary>
    public static BlameWords English { get; } = new();

    /// <summary>Gets the words and phrases that blame.</summary>
    /// <exception cref="ArgumentNullException">The list is or contains <see langword="null"/>.</exception>
    public IReadOnlyList<BlameWord> Words { get; init => field = Check.Copy(value, nameof(Words)); } =
    [
        .. Of(Facts, "careless*", "negligen*", "incompeten*", "stupid*", "lazy", "laziness", "sloppy", "sloppiness", "reckless*"),
        .. Of(Facts, "idiot*", "dumb", "foolish*", "clueless", "irresponsibl*", "unprofessional*", "embarrassing*"),
        .. Of(
            Circumstances,
            "should have known",
            "should have noticed",
            "should have checked",
            "should have been more careful",
            "should've known",
            "could have prevented",
            "ought to have known",
            "failed to notice",
            "failed to follow",
            "forgot to",
            "neglected to",
            "did not bother",
            "didn't bother",
            "did not pay attention",
            "didn't pay attention",
            "not paying attention",
            "lack of attention",
            "violated procedure"),
        .. Of(
            System,
            "human error*",
            "operator error*",
            "user error*",
            "pilot error*",
            "fat finger*",
            "fault of",
            "'s fault",
            "his fault",
            "her fault",
            "their fault",
            "at fault",
            "to blame",
            "blame",
            "blamed",
            "blames",
            "blaming",
            "culprit*",
            "guilty",
            "screwed up",
            "messed up",
            "broke production"),
    ];

    /// <summary>
    /// Gets the authors, owners and holders of roles that are no persons, in upper or lower case, so that texts may name them.
    /// </summary>
    /// <exception cref="ArgumentNullException">The list is or contains <see langword="null"/>.</exception>
    public IReadOnlyList<string> NotPersons { get; init => field = Check.Copy(value, nameof(NotPersons)); } =
        [AlertIncidents.Author, IncidentOpening.Anonymous];

    /// <summary>Gets the words that show that an author, an owner or a holder of a role is no person, such as "team".</summary>
    /// <exception cref="ArgumentNullException">The list is or contains <see langword="null"/>.</exception>
    public IReadOnlyList<string> TeamWords { get; init => field = Check.Copy(value, nameof(TeamWords)); } =
        ["team", "teams", "group", "squad", "bot", "service", "ops", "sre", "support", "engineering", "platform"];

    /// <summary>Gets what to write instead of a name, as a sentence.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string NameSuggestion { get; init => field = AuditText.RequireReason(value); } = Role;

    private static IEnumerable<BlameWord> Of(string suggestion, params IEnumerable<string> phrases) =>
        phrases.Select(phrase => new BlameWord { Phrase = phrase, Suggestion = suggestion });
}
