using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>The latest months side by side, each with what is left of its budget on the same scale.</summary>
internal static class MonthsComparison
{
    private const int MaxMonths = 6;

    public static void Write(HtmlWriter html, IReadOnlyList<MonthRow> months)
    {
        if (months.Count == 0)
        {
            return;
        }

        int first = Math.Max(0, months.Count - MaxMonths);
        bool isSigned = months.Skip(first).Any(month => month.Left < 0);
        html.Open("section").Attribute("id", "compare").Element("h2", "Months side by side").Open("ol", "tiles");
        for (int i = first; i < months.Count; i++)
        {
            Write(html, months[i], isSigned, string.Create(CultureInfo.InvariantCulture, $"/months/{i}"));
        }

        html.Close().Close();
    }

    private static void Write(HtmlWriter html, MonthRow month, bool isSigned, string pointer)
    {
        html.Open("li", "card tile").Open("h3").Word(pointer + "/month", month.Month).Close()
            .Open("span", "fig small").Figure(pointer + "/sli", Format.PercentFine, month.Sli).Close();
        BudgetBar.Write(html, "left" + pointer.Replace('/', '-'), "Budget left", (double?)month.Left, isSigned);
        html.Open("small").Figure(pointer + "/left", Format.Percent, month.Left).Text(" of the budget left, ")
            .Figure(pointer + "/bad", Format.Count, month.Bad).Text(" bad");
        html.Close().Close();
    }
}
