using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the table of objectives.</summary>
internal static class ObjectivesTable
{
    public static void Write(HtmlWriter html, PageContext page, ObjectivesDocument document)
    {
        html.Open("section", "objectives").Attribute("id", ObjectivesPart.SectionName).Element("h2", "Objectives");
        WriteFilter(html, page, document);
        WideTable.OpenHead(html, "Table of objectives");
        Head(html, page, "worst", "State");
        Head(html, page, "name", "Objective");
        Head(html, page, "service", "Service");
        html.Open("th", "n").Attribute("scope", "col").Text("Target").Close();
        html.Open("th", "n").Attribute("scope", "col").Text("Actual").Close();
        Head(html, page, "remaining", "Budget left", isNumber: true);
        Head(html, page, "burn", "Burn 1 h, 6 h, 3 d");
        html.Open("th").Attribute("scope", "col").Text("Budget ends").Close();
        html.Open("th").Attribute("scope", "col").Text("30 days").Close();
        WideTable.OpenBody(html);
        bool isSigned = document.Items.Any(row => row.Remaining < 0);
        for (int i = 0; i < document.Items.Count; i++)
        {
            string pointer = string.Create(CultureInfo.InvariantCulture, $"/{ObjectivesPart.SectionName}/items/{i}");
            WriteRow(html, page, document.Items[i], isSigned, pointer);
        }

        WideTable.Close(html);
        Pager.Write(
            html,
            "Pages of the list",
            "/" + ObjectivesPart.SectionName,
            document.Page,
            document.Pages,
            number => page.With(page.Query with { Page = number }));
        html.Close();
    }

    private static void WriteRow(HtmlWriter html, PageContext page, ObjectiveRow row, bool isSigned, string pointer)
    {
        html.Open("tr").Open("td");
        StateMark.Write(html, row.State, pointer + "/state");
        html.Close().Open("th").Attribute("scope", "row").Open("a").Link("href", page.Objective(row.Name))
            .Source(pointer + "/name", Format.Word).Text(row.Name).Close();
        if (row.Description is { } description)
        {
            html.Open("small").Source(pointer + "/description", Format.Word).Text(description).Close();
        }

        html.Close().Open("td").Word(pointer + "/service", row.Service).Close()
            .Open("td", "n").Figure(pointer + "/target", Format.PercentExact, row.Target).Close()
            .Open("td", "n").Figure(pointer + "/sli", Format.PercentFine, row.Sli).Close()
            .Open("td", "n left").Figure(pointer + "/remaining", Format.Percent, row.Remaining);
        BudgetBar.Write(
            html, "left" + pointer.Replace('/', '-'), "Budget left", (double?)row.Remaining, isSigned);

        html.Close();
        WriteBurn(html, row, pointer);
        html.Open("td");
        WriteEnd(html, page, row, pointer);
        html.Close().Open("td");
        Sparkline.Write(html, "Good share by day", [.. row.Days.Select(day => (double?)day)]);
        html.Close().Close();
    }

    private static void WriteBurn(HtmlWriter html, ObjectiveRow row, string pointer)
    {
        if (row.BurnNote is not null)
        {
            html.Open("td").Word(pointer + "/burnWord", row.BurnWord)
                .Open("small").Text(" ").Word(pointer + "/burnNote", row.BurnNote).Close().Close();
            return;
        }

        html.Open("td", "burn");
        for (int i = 0; i < row.Burn.Count; i++)
        {
            html.Open("span")
                .Source(string.Create(CultureInfo.InvariantCulture, $"{pointer}/burn/{i}/rate"), Format.Burn)
                .Text(row.Burn[i].Rate is { } rate ? Show.Burn(rate) : Show.NotAvailable).Close().Text(" ");
        }

        BurnMark.Write(html, row.BurnWord, pointer + "/burnWord");
        html.Close();
    }

    private static void WriteEnd(HtmlWriter html, PageContext page, ObjectiveRow row, string pointer)
    {
        switch (row.Forecast)
        {
            case "IsSpent":
                html.Text("spent");
                break;
            case "WillBeSpent":
                html.Figure(pointer + "/likely", row.Likely, page.Zone);
                break;
            case "MayBeSpent":
                html.Text("perhaps from ").Figure(pointer + "/earliest", row.Earliest, page.Zone);
                break;
            case "Lasts":
                html.Text("lasts");
                break;
            default:
                html.Text(row.BurnNote is null ? "too few data" : row.State == "Exhausted" ? "spent" : "not forecast");
                break;
        }
    }

    private static void Head(HtmlWriter html, PageContext page, string sort, string text, bool isNumber = false)
    {
        bool isSorted = page.Query.Sort == sort;
        WideTable.Head(html, isNumber);
        if (isSorted)
        {
            html.Attribute("aria-sort", sort == "burn" ? "descending" : "ascending");
        }

        html.Open("a").Link("href", page.With(page.Query with { Sort = sort, Page = 1 })).Text(text).Close().Close();
    }

    private static void WriteFilter(HtmlWriter html, PageContext page, ObjectivesDocument document)
    {
        html.Open("form", "filter").Attribute("method", "get").Link("action", page.Root).Open("label").Text("Name ")
            .Open("input").Attribute("type", "search").Attribute("name", "name").Attribute("maxlength", "200")
            .Attribute("value", page.Query.Name ?? string.Empty).Close().Close()
            .Open("label").Text("State ").Open("select").Attribute("name", "state");
        html.Open("option").Attribute("value", string.Empty).Text("all").Close();
        foreach (string state in StateMark.States)
        {
            html.Open("option").Attribute("value", state).Flag("selected", state == page.Query.State).Text(StateMark.Word(state)).Close();
        }

        html.Close().Close();
        if (page.Query.Service is { } service)
        {
            html.Open("input").Attribute("type", "hidden").Attribute("name", "service").Attribute("value", service).Close();
        }

        if (page.Query.At is { } at)
        {
            html.Open("input").Attribute("type", "hidden").Attribute("name", PastTime.Name).Attribute("value", PastTime.Text(at)).Close();
        }

        html.Open("button").Attribute("type", "submit").Text("Show").Close().Open("span", "count")
            .Figure("/objectives/selected", Format.Count, (decimal)document.Selected).Text(" of ")
            .Figure("/objectives/total", Format.Count, (decimal)document.Total).Close().Close();
    }
}
