using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Determines which fields a change changed, for the history.</summary>
internal static class IncidentFields
{
    private const int MaxTextLength = 200;

    public static IReadOnlyList<IncidentFieldChange> Between(Incident before, Incident after) =>
    [
        .. Of(before).Zip(Of(after))
            .Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => new IncidentFieldChange
            {
                Field = pair.First.Name,
                From = Short(pair.First.Text),
                To = Short(pair.Second.Text),
            })
            .OrderBy(change => change.Field, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Returns whether a request states other values than those that an earlier change with its id stored. A value that a later change
    /// replaced is the one that its entry in the history names.
    /// </summary>
    /// <param name="current">The present version.</param>
    /// <param name="revision">The change with the id.</param>
    /// <param name="requested">The present version with the values of the request.</param>
    /// <param name="isStated">Tells the fields whose values the request states.</param>
    public static bool Differ(Incident current, int revision, Incident requested, Func<string, bool> isStated)
    {
        Dictionary<string, string?> replaced = new(StringComparer.Ordinal);
        foreach (IncidentFieldChange field in current.History.Where(one => one.Revision > revision).SelectMany(one => one.Fields))
        {
            replaced.TryAdd(field.Field, field.From);
        }

        return Of(current).Zip(Of(requested)).Any(pair => isStated(pair.First.Name)
            && (replaced.TryGetValue(pair.First.Name, out string? was)
                ? was != Short(pair.Second.Text)
                : pair.First.Text != pair.Second.Text));
    }

    /// <summary>Returns the name of a milestone in the history.</summary>
    public static string NameOf(IncidentMilestone milestone)
    {
        string word = IncidentWords.Milestone.Word(milestone);
        return $"{char.ToLowerInvariant(word[0])}{word[1..]}At";
    }

    public static string? List(IEnumerable<string> list) => string.Join(", ", list) is { Length: > 0 } text ? text : null;

    public static string? Time(DateTimeOffset? at) =>
        at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>Cuts a text, and never between the halves of a character.</summary>
    public static string? Short(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length <= MaxTextLength)
        {
            return text is { Length: > 0 } ? text : null;
        }

        int length = MaxTextLength - 3;
        return Names.Shorten(text, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }

    private static IEnumerable<(string Name, string? Text)> Of(Incident one)
    {
        IncidentDefinition definition = one.Definition;
        yield return ("title", definition.Title);
        yield return ("severity", IncidentWords.Severity.Word(definition.Severity));
        yield return ("kind", IncidentWords.Kind.Word(definition.Kind));
        yield return ("causeClass", definition.CauseClass);
        yield return ("description", definition.Description);
        yield return ("impact", definition.Impact);
        yield return ("objectives", List(definition.Objectives));
        yield return ("roles", List(definition.Roles.Select(role => $"{role.Role}: {role.Name}")));
        yield return ("deploymentId", definition.DeploymentId);
        yield return ("duplicateOf", definition.DuplicateOf);
        yield return ("recurrenceOf", definition.RecurrenceOf);
        foreach (IncidentMilestone milestone in IncidentTimes.Milestones)
        {
            string? estimate = one.Times.IsEstimate(milestone) ? " (estimated)" : null;
            yield return (NameOf(milestone), Time(one.Times.Of(milestone)) + estimate);
        }
    }
}
