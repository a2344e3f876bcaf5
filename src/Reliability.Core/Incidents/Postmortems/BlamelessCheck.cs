using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>
/// Looks for words that blame and for names of persons in English texts, and suggests what to write instead. It only compares words; what
/// it finds is a hint for people, and what it does not find may blame all the same. This class is safe for concurrent use.
/// </summary>
public sealed class BlamelessCheck
{
    /// <summary>Shorter parts of a name are too often words.</summary>
    private const int MinPartLength = 3;

    private readonly BlameWords _words;
    private readonly Dictionary<string, List<(string[] Words, BlameWord Of)>> _phrases = new(StringComparer.Ordinal);
    private readonly List<(string[] Words, BlameWord Of)> _openPhrases = [];

    /// <summary>Initializes a new instance of the <see cref="BlamelessCheck"/> class.</summary>
    /// <param name="words">The words. Default: <see cref="BlameWords.English"/>.</param>
    public BlamelessCheck(BlameWords? words = null)
    {
        _words = words ?? BlameWords.English;
        foreach (BlameWord one in _words.Words)
        {
            string[] phrase = [.. TextWords.Of(one.Phrase, keepsStar: true).Select(word => word.Word)];
            if (phrase[0].EndsWith('*'))
            {
                _openPhrases.Add((phrase, one));
            }
            else if (_phrases.TryGetValue(phrase[0], out List<(string[] Words, BlameWord Of)>? others))
            {
                others.Add((phrase, one));
            }
            else
            {
                _phrases[phrase[0]] = [(phrase, one)];
            }
        }
    }

    /// <summary>Checks a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names of persons that the text should not contain.</param>
    /// <returns>The findings in the order of the text, the longest first of those that begin at the same character.</returns>
    public IReadOnlyList<BlameFinding> Check(string text, params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        return Find(string.Empty, text, NamesOf(names));
    }

    /// <summary>
    /// Checks the texts of a postmortem, except the owners of its actions. Names are those of the authors of both histories, of the owners,
    /// and of who has a role in the incident.
    /// </summary>
    /// <param name="postmortem">The postmortem.</param>
    /// <param name="incident">Its incident, or <see langword="null"/> if it does not exist any more.</param>
    public IReadOnlyList<BlameFinding> Check(Postmortem postmortem, Incident? incident = null)
    {
        ArgumentNullException.ThrowIfNull(postmortem);
        IReadOnlyList<string[]> names = NamesOf(
        [
            .. postmortem.History.Select(one => one.By),
            .. postmortem.Content.Actions.Select(one => one.Owner).OfType<string>(),
            .. incident?.History.Select(one => one.By) ?? [],
            .. incident?.Timeline.Select(one => one.By) ?? [],
            .. incident?.Definition.Roles.Select(one => one.Name) ?? [],
        ]);
        return [.. TextsOf(postmortem.Content).SelectMany(one => Find(one.Field, one.Text, names))];
    }

    private static IEnumerable<(string Field, string Text)> TextsOf(PostmortemContent content)
    {
        (string Field, string? Text)[] texts =
        [
            ("title", content.Title),
            ("summary", content.Summary),
            .. content.Timeline.Select((one, i) => ($"timeline[{i}]", one.Description)),
            ("analysis", content.Analysis),
            .. Each("contributingFactors", content.ContributingFactors),
            ("users", content.Impact.Users),
            ("business", content.Impact.Business),
            ("remediation", content.Remediation),
            .. Each("actions", [.. content.Actions.Select(one => one.Title)]),
            ("noActionsReason", content.NoActionsReason),
            .. Each("wentWell", content.WentWell),
            .. Each("wentBadly", content.WentBadly),
            .. Each("wasLucky", content.WasLucky),
            .. Each("supportingData", [.. content.SupportingData.Select(one => one.Title)]),
        ];
        return texts.Where(one => one.Text is not null).Select(one => (one.Field, one.Text!));
    }

    private static IEnumerable<(string Field, string? Text)> Each(string field, IReadOnlyList<string> texts) =>
        texts.Select((text, i) => ($"{field}[{i}]", (string?)text));

    private static bool Matches(string[] phrase, IReadOnlyList<(string Word, int Start, int Length)> words, int at)
    {
        if (at + phrase.Length > words.Count)
        {
            return false;
        }

        for (int i = 0; i < phrase.Length; i++)
        {
            string word = words[at + i].Word;
            bool isSame = phrase[i].EndsWith('*')
                ? word.StartsWith(phrase[i].TrimEnd('*'), StringComparison.Ordinal)
                : word == phrase[i];
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    private List<BlameFinding> Find(string field, string text, IReadOnlyList<string[]> names)
    {
        List<BlameFinding> found = [];
        IReadOnlyList<(string Word, int Start, int Length)> words = TextWords.Of(text);
        for (int i = 0; i < words.Count; i++)
        {
            IEnumerable<(string[] Words, BlameWord Of)> phrases = _phrases.TryGetValue(words[i].Word, out var known) ? known : [];
            found.AddRange(phrases.Concat(_openPhrases)
                .Where(one => Matches(one.Words, words, i))
                .Select(one => Finding(i, one.Words.Length, BlameFindingKind.Word, one.Of.Suggestion)));
            if (names.Where(one => Matches(one, words, i)).Select(one => one.Length).DefaultIfEmpty().Max() is > 0 and int whole)
            {
                found.Add(Finding(i, whole, BlameFindingKind.Name, _words.NameSuggestion));
                continue;
            }

            // A part of a longer name counts only where it is written like a name, and not again within the whole name.
            bool isPart = words[i].Length >= MinPartLength && char.IsUpper(text[words[i].Start])
                && names.Any(one => one.Length > 1 && one.Contains(words[i].Word, StringComparer.Ordinal));
            bool isWithin = found.Exists(one => one.Kind == BlameFindingKind.Name && one.Start + one.Length > words[i].Start);
            if (isPart && !isWithin)
            {
                found.Add(Finding(i, 1, BlameFindingKind.Name, _words.NameSuggestion));
            }
        }

        return [.. found.OrderBy(one => one.Start).ThenByDescending(one => one.Length)];

        BlameFinding Finding(int first, int count, BlameFindingKind kind, string suggestion)
        {
            int start = words[first].Start;
            (_, int lastStart, int lastLength) = words[first + count - 1];
            int length = lastStart + lastLength - start;
            return new BlameFinding
            {
                Field = field,
                Start = start,
                Length = length,
                Text = text.Substring(start, length),
                Kind = kind,
                Suggestion = suggestion,
            };
        }
    }

    /// <summary>Returns the words of each name of a person.</summary>
    private List<string[]> NamesOf(IEnumerable<string> names)
    {
        List<string[]> persons = [];
        HashSet<string> seen = new(_words.NotPersons, StringComparer.OrdinalIgnoreCase);
        foreach (string name in names.Where(seen.Add))
        {
            string[] words = [.. TextWords.Of(name).Select(word => word.Word)];
            if (words.Length > 0 && !words.Any(word => _words.TeamWords.Contains(word, StringComparer.OrdinalIgnoreCase)))
            {
                persons.Add(words);
            }
        }

        return persons;
    }
}
