namespace Reliability.Dashboard.Internal;

/// <summary>What remains of a budget as a bar. Below zero it grows to the left, hatched.</summary>
internal static class BudgetBar
{
    private const double Height = 12;

    /// <summary>Writes a bar.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="id">An id, unique on the page, for the hatch.</param>
    /// <param name="title">What the bar shows, such as "42% of the budget remains".</param>
    /// <param name="remaining">The remaining share; <see langword="null"/> if it is not known.</param>
    /// <param name="isSigned">
    /// Whether zero lies in the middle. It must be the same for every bar of a table, or their lengths could not be compared.
    /// </param>
    public static void Write(HtmlWriter html, string id, string title, double? remaining, bool isSigned)
    {
        ChartRules.Id(id);
        ChartRules.Text(title, nameof(title));
        ChartRules.Value(remaining, title);
        Common.Internal.Check.That(
            isSigned || !(remaining < 0), remaining, "A bar below zero needs an axis with both signs.", nameof(isSigned));
        html.Open("svg", "budget").Attribute("role", "img").Attribute("aria-label", title);
        double zero = isSigned ? ChartFrame.Width / 2 : 0;
        Rectangle(html, "budget-track", 0, ChartFrame.Width, null);
        if (remaining is { } share)
        {
            double length = Math.Min(Math.Abs(share), 1) * (ChartFrame.Width - zero);
            if (share < 0)
            {
                html.Open("defs");
                ChartFrame.HatchBad(html, id);
                html.Close();
                Rectangle(html, "budget-over", zero - length, length, ChartFrame.Hatch(id, "bad"));
            }
            else if (share > 0)
            {
                Rectangle(html, "budget-left", zero, length, null);
            }
        }

        if (isSigned)
        {
            html.Open("line", "axis").Attribute("x1", ChartFrame.Percent(zero)).Attribute("x2", ChartFrame.Percent(zero))
                .Attribute("y2", Height).Close();
        }

        html.Close();
    }

    private static void Rectangle(HtmlWriter html, string classes, double x, double width, string? fill)
    {
        html.Open("rect").Attribute("class", classes).Attribute("width", ChartFrame.Percent(width)).Attribute("y", "2")
            .Attribute("height", Height - 4);
        if (x > 0)
        {
            html.Attribute("x", ChartFrame.Percent(x));
        }

        if (fill is not null)
        {
            html.Attribute("fill", fill);
        }

        html.Close();
    }
}
