using System.Globalization;
using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>Finds and writes which metric changed first when several of a service shifted together.</summary>
internal static class ShiftGroups
{
    /// <summary>The number of days within which a group matters.</summary>
    public const int Days = 30;

    /// <summary>The most groups that are listed.</summary>
    public const int MaxRows = 3;

    /// <summary>Returns the groups with a shift in the last days, the latest first.</summary>
    /// <param name="reports">The reports on all metrics.</param>
    /// <param name="end">The end of the last day.</param>
    public static IReadOnlyList<ShiftGroupRow> Of(IReadOnlyList<TrendReport> reports, DateTimeOffset end) =>
    [
        .. ShiftGroup.Find(reports)
            .Where(group => group.Shifts.Max(one => one.Shift.At) >= end.AddDays(-Days))
            .Select(group => new ShiftGroupRow
            {
                Service = group.Service,
                Metric = group.Shifts[0].Metric,
                From = group.Within.Start,
                To = group.Within.End,
                IsFirstCertain = group.IsFirstCertain,
                Summary = group.Summary,
            }),
    ];

    /// <summary>Writes the first groups, each as a link to the page of its first metric.</summary>
    public static void Write(HtmlWriter html, PageContext page, TrendsList list)
    {
        if (list.Groups.Count == 0)
        {
            return;
        }

        html.Open("div").Attribute("id", "shift-groups")
            .Element("h3", string.Create(CultureInfo.InvariantCulture, $"What changed first, in the last {Days} days")).Open("ul");
        for (int i = 0; i < list.Groups.Count; i++)
        {
            string pointer = string.Create(CultureInfo.InvariantCulture, $"/trends/groups/{i}");
            html.Open("li").Open("a").Link("href", page.Trend(list.Groups[i].Metric)).Word(pointer + "/summary", list.Groups[i].Summary)
                .Close().Close();
        }

        html.Close();
        if (list.MoreGroups > 0)
        {
            html.Open("p", "more").Figure("/trends/moreGroups", Format.Count, (decimal)list.MoreGroups).Text(" more").Close();
        }

        html.Close();
    }
}
