using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the values of a split metric, each with a link to its page.</summary>
internal static class TrendValues
{
    public static void Write(HtmlWriter html, PageContext page, TrendDocument document, TrendUnit unit)
    {
        if (document.Values.Count == 0)
        {
            return;
        }

        html.Open("section").Attribute("id", "values").Open("h2").Text("By ").Word("/splitBy", document.SplitBy).Close();
        WideTable.Open(html, "Values", "Value", "Trend", ColumnHead.Number("Last day"), ColumnHead.Number("Change"));
        for (int i = 0; i < document.Values.Count; i++)
        {
            TrendValueRow row = document.Values[i];
            string pointer = string.Create(CultureInfo.InvariantCulture, $"/values/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Open("a").Link("href", page.Trend(document.Trend.Metric, row.Value))
                .Source(pointer + "/value", Format.Word).Text(row.Value).Close().Close().Open("td");
            TrendMark.Write(html, row.Verdict, pointer + "/verdict");
            html.Close().Open("td", "n");
            unit.Write(html, pointer + "/last", row.Last);
            html.Close().Open("td", "n").Figure(pointer + "/change", Format.Lift, row.Change).Close().Close();
        }

        WideTable.Close(html);
        html.Close();
    }
}
