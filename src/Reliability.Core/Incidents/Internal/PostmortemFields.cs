using System.Globalization;

namespace Reliability.Incidents.Internal;

/// <summary>Determines which fields of a postmortem a change changed, for the history.</summary>
internal static class PostmortemFields
{
    public static IReadOnlyList<IncidentFieldChange> Between(Postmortem before, Postmortem after)
    {
        var old = Of(before).ToDictionary(one => one.Name, one => one.Text, StringComparer.Ordinal);
        var present = Of(after).ToDictionary(one => one.Name, one => one.Text, StringComparer.Ordinal);
        return
        [
            .. old.Keys.Union(present.Keys, StringComparer.Ordinal)
                .Where(name => old.GetValueOrDefault(name) != present.GetValueOrDefault(name))
                .Order(StringComparer.Ordinal)
                .Select(name => new IncidentFieldChange
                {
                    Field = name,
                    From = IncidentFields.Short(old.GetValueOrDefault(name)),
                    To = IncidentFields.Short(present.GetValueOrDefault(name)),
                }),
        ];
    }

    private static IEnumerable<(string Name, string? Text)> Of(Postmortem one)
    {
        PostmortemContent content = one.Content;
        yield return ("status", PostmortemWords.Status.Word(one.Status));
        yield return ("title", content.Title);
        yield return ("summary", content.Summary);
        yield return ("timeline", IncidentFields.List(content.Timeline.Select(entry =>
            $"{IncidentFields.Time(entry.At)} {PostmortemWords.Event.Word(entry.Kind)}{(entry.IsEstimate ? " (estimated)" : null)}"
            + $" {entry.Description}".TrimEnd())));
        yield return ("analysis", content.Analysis);
        yield return ("contributingFactors", IncidentFields.List(content.ContributingFactors));
        yield return ("duration", content.Impact.Duration?.ToString("c", CultureInfo.InvariantCulture));
        yield return ("users", content.Impact.Users);
        yield return ("business", content.Impact.Business);
        yield return ("objectives", IncidentFields.List(content.Impact.Objectives.Select(slo => string.Create(
            CultureInfo.InvariantCulture, $"{slo.Slo}: {slo.BudgetShare:0.######}{(slo.IsEstimate ? " (estimated)" : null)}"))));
        yield return ("remediation", content.Remediation);
        yield return ("noActionsReason", content.NoActionsReason);
        yield return ("wentWell", IncidentFields.List(content.WentWell));
        yield return ("wentBadly", IncidentFields.List(content.WentBadly));
        yield return ("wasLucky", IncidentFields.List(content.WasLucky));
        yield return ("supportingData", IncidentFields.List(content.SupportingData.Select(of => $"{of.Title} {of.Address?.AbsoluteUri}")));
        foreach (ActionItem action in content.Actions)
        {
            yield return ($"action {action.Id}", string.Join(
                ", ",
                ((string?[])
                [
                    action.Title,
                    PostmortemWords.Kind.Word(action.Kind),
                    PostmortemWords.ActionStatus.Word(action.Status),
                    action.Owner,
                    action.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    IncidentFields.Time(action.CreatedAt),
                    IncidentFields.Time(action.ClosedAt),
                    action.DebtItemId,
                ]).OfType<string>()));
        }
    }
}
