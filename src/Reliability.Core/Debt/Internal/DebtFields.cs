using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>Determines which fields a change changed, for the history.</summary>
internal static class DebtFields
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    public static IReadOnlyList<StoredFieldChange>? Between(DebtRecord before, DebtRecord after)
    {
        StoredFieldChange[] changes =
        [
            .. Of(before).Zip(Of(after))
                .Where(pair => pair.First.Text != pair.Second.Text)
                .Select(pair => new StoredFieldChange
                {
                    Field = pair.First.Name,
                    From = Short(pair.First.Text),
                    To = Short(pair.Second.Text),
                })
                .OrderBy(change => change.Field, StringComparer.Ordinal),
        ];
        return changes.Length == 0 ? null : changes;
    }

    /// <summary>
    /// Returns whether a request states other values than those that an earlier change with its id stored. A value that a later change
    /// replaced is the one that its entry in the history names.
    /// </summary>
    /// <param name="current">The present version.</param>
    /// <param name="changeId">The id.</param>
    /// <param name="requested">The present version with the values of the request.</param>
    /// <param name="isStated">Tells the fields whose values the request states.</param>
    public static bool Differ(DebtRecord current, string changeId, DebtRecord requested, Func<string, bool> isStated)
    {
        Dictionary<string, string?> replaced = new(StringComparer.Ordinal);
        foreach (StoredFieldChange field in current.History.SkipWhile(one => one.Id != changeId).Skip(1)
            .SelectMany(one => one.Fields ?? []))
        {
            replaced.TryAdd(field.Field, field.From);
        }

        return Of(current).Zip(Of(requested)).Any(pair => isStated(pair.First.Name)
            && (replaced.TryGetValue(pair.First.Name, out string? was)
                ? was != Short(pair.Second.Text)
                : pair.First.Text != pair.Second.Text));
    }

    /// <summary>Returns whether a field belongs to the definition of an item.</summary>
    public static bool IsOfDefinition(string field) => field is not (
        "resolvedAt" or "resolutionNotes" or "approver" or "acceptedUntil" or "incidents" or "objectives");

    private static IEnumerable<(string Name, string? Text)> Of(DebtRecord one) =>
    [
        ("title", one.Title),
        ("impact", one.Impact),
        ("effort", one.Effort),
        ("description", one.Description),
        ("owner", one.Owner),
        ("category", one.Category),
        ("tags", List(one.Tags)),
        ("dueAt", Time(one.DueAt)),
        ("foundAt", Time(one.FoundAt)),
        ("source", one.Source),
        ("businessValue", Number(one.Estimates?.BusinessValue)),
        ("timeCriticality", Number(one.Estimates?.TimeCriticality)),
        ("riskReduction", Number(one.Estimates?.RiskReduction)),
        ("jobSize", Number(one.Estimates?.JobSize)),
        ("reach", Number(one.Estimates?.Reach)),
        ("confidenceShare", Number(one.Estimates?.ConfidenceShare)),
        ("principalPersonDays", Number(one.Estimates?.PrincipalPersonDays)),
        ("annualInterestPersonDays", Number(one.Estimates?.AnnualInterestPersonDays)),
        ("resolvedAt", Time(one.ResolvedAt)),
        ("resolutionNotes", one.ResolutionNotes),
        ("approver", one.Acceptance?.Approver),
        ("acceptedUntil", Time(one.Acceptance?.ExpiresAt)),
        ("incidents", List(one.Incidents)),
        ("objectives", List(one.Objectives)),
    ];

    private static string? List(IReadOnlyList<string>? list) => list is null ? null : string.Join(", ", list);

    private static string? Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", _culture);

    private static string? Number(double? value) => value?.ToString("R", _culture);

    /// <summary>Cuts a text, and never between the halves of a character.</summary>
    private static string? Short(string? text)
    {
        if (text is null || text.Length <= DebtFieldChange.MaxTextLength)
        {
            return text;
        }

        int length = DebtFieldChange.MaxTextLength - 3;
        return Names.Shorten(text, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
    }
}
