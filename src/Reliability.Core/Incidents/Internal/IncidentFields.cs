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
        foreach (IncidentMilestone milestone in Enum.GetValues<IncidentMilestone>().Where(one => one != IncidentMilestone.Unknown))
        {
            string word = IncidentWords.Milestone.Word(milestone);
            string? estimate = one.Times.IsEstimate(milestone) ? " (estimated)" : null;
            yield return ($"{char.ToLowerInvariant(word[0])}{word[1..]}At", Time(one.Times.Of(milestone)) + estimate);
        }
    }
}
