using System.Globalization;
using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>The actions of the postmortems of a service.</summary>
internal sealed record ActionFigures
{
    /// <summary>The most open actions in a list; the API has all.</summary>
    public const int MaxItems = 100;

    private static readonly (int MaxDays, string Name)[] _ages =
        [(30, "up to 30 days"), (90, "31 to 90 days"), (180, "91 to 180 days"), (int.MaxValue, "more than 180 days")];

    public required int Open { get; init; }

    public required int Overdue { get; init; }

    public required int Done { get; init; }

    public required int Cancelled { get; init; }

    /// <summary>Gets the number of postmortems that could not be read, so that their actions are unknown.</summary>
    public required int Unreadable { get; init; }

    /// <summary>Gets the open ones by age, the youngest first.</summary>
    public required IReadOnlyList<ActionAgeRow> Ages { get; init; }

    /// <summary>Gets the first open ones: those that are overdue for the longest time, then the oldest.</summary>
    public required IReadOnlyList<ActionRow> Items { get; init; }

    /// <summary>Asks for the actions of a service in every status.</summary>
    public static ActionQuery Query(string service) => new() { Service = service, Status = null, MaxCount = ActionQuery.MaxPageSize };

    /// <param name="page">The actions in every status.</param>
    /// <param name="now">The present.</param>
    /// <param name="maxItems">The most open ones in the list.</param>
    public static ActionFigures Of(ActionPage page, DateTimeOffset now, int maxItems = MaxItems)
    {
        ActionRow[] open =
        [
            .. page.Actions.Where(one => one.Action.Status == ActionStatus.Open)
                .OrderBy(one => one.IsOverdue ? one.DaysLeft!.Value : 0)
                .ThenBy(one => one.Action.CreatedAt)
                .ThenBy(one => one.Action.Id, StringComparer.Ordinal)
                .Select(one => Row(one, now)),
        ];
        return new ActionFigures
        {
            Open = open.Length,
            Overdue = open.Count(one => one.IsOverdue),
            Done = page.Actions.Count(one => one.Action.Status == ActionStatus.Done),
            Cancelled = page.Actions.Count(one => one.Action.Status == ActionStatus.Cancelled),
            Unreadable = page.Unreadable.Count,
            Ages = [.. _ages.Select((age, i) => Age(age.Name, open, i == 0 ? -1 : _ages[i - 1].MaxDays, age.MaxDays))],
            Items = [.. open.Take(maxItems)],
        };
    }

    private static ActionAgeRow Age(string name, ActionRow[] open, int above, int upTo)
    {
        ActionRow[] these = [.. open.Where(one => one.AgeDays > above && one.AgeDays <= upTo)];
        return new ActionAgeRow
        {
            Age = name,
            Count = these.Length,
            Overdue = these.Count(one => one.IsOverdue),
            Unowned = these.Count(one => one.Owner is null),
            Undated = these.Count(one => one.DueOn is null),
        };
    }

    private static ActionRow Row(TrackedAction one, DateTimeOffset now) => new()
    {
        Id = one.Action.Id,
        Service = one.Service,
        Title = one.Action.Title,
        Kind = one.Action.Kind.ToString(),
        Owner = one.Action.Owner,
        AgeDays = Math.Max(0, (int)(now - one.Action.CreatedAt).TotalDays),
        DueOn = one.Action.DueOn,
        Due = Due(one.DaysLeft),
        IsOverdue = one.IsOverdue,
        Incident = one.Action.IncidentId,
        Postmortem = one.PostmortemTitle,
        DebtItem = one.Action.DebtItemId,
    };

    private static string Due(int? daysLeft) => daysLeft switch
    {
        null => "no date",
        0 => "today",
        1 => "tomorrow",
        -1 => "overdue by a day",
        < 0 => string.Create(CultureInfo.InvariantCulture, $"overdue by {-daysLeft.Value} days"),
        _ => string.Create(CultureInfo.InvariantCulture, $"in {daysLeft.Value} days"),
    };
}
