using Reliability.Incidents;

namespace Reliability.Dashboard.Internal;

/// <summary>The incidents of a service that require a postmortem.</summary>
internal sealed record RequiredFigures
{
    /// <summary>The most incidents in the list; the API has all.</summary>
    private const int MaxItems = 50;

    /// <summary>Gets the share of a budget above which an incident requires one.</summary>
    public required decimal AboveShare { get; init; }

    /// <summary>Gets how long after the end of the incident it has to be final, in seconds.</summary>
    public required decimal DueWithin { get; init; }

    /// <summary>Gets how many are final.</summary>
    public required int Final { get; init; }

    /// <summary>Gets how many are not.</summary>
    public required int Missing { get; init; }

    public required int Overdue { get; init; }

    /// <summary>Gets the first of those that are not final, the overdue ones first.</summary>
    public required IReadOnlyList<RequiredRow> Items { get; init; }

    public static RequiredFigures Of(IReadOnlyList<RequiredPostmortem> required, PostmortemPolicy policy, int maxItems = MaxItems)
    {
        RequiredPostmortem[] missing = [.. required.Where(one => one.Status != PostmortemStatus.Final)];
        return new RequiredFigures
        {
            AboveShare = policy.RequiredAboveBudgetShare,
            DueWithin = IncidentFigures.Seconds(policy.DueWithin),
            Final = required.Count - missing.Length,
            Missing = missing.Length,
            Overdue = missing.Count(one => one.IsOverdue),
            Items = [.. missing.Take(maxItems).Select(Row)],
        };
    }

    public static RequiredRow Row(RequiredPostmortem one) => new()
    {
        Id = one.IncidentId,
        Service = one.Service,
        Title = one.Title,
        BudgetShare = one.BudgetShare,
        Status = PostmortemWording.Status(one.Status),
        DueAt = one.DueAt,
        IsOverdue = one.IsOverdue,
    };
}
