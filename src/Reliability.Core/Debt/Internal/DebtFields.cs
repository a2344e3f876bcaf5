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
