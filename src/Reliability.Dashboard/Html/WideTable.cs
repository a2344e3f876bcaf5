namespace Reliability.Dashboard.Internal;

/// <summary>A table of a page. On a narrow screen it scrolls by itself, also by the keyboard.</summary>
internal static class WideTable
{
    /// <summary>Begins a table. Its rows follow, then <see cref="Close"/>.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="label">What the table shows, for readers who do not see it.</param>
    /// <param name="heads">The heads of the columns.</param>
    public static void Open(HtmlWriter html, string label, params ReadOnlySpan<ColumnHead> heads)
    {
        OpenHead(html, label);
        foreach (ColumnHead head in heads)
        {
            Head(html, head.IsNumber).Text(head.Text).Close();
        }

        OpenBody(html);
    }

    /// <summary>Begins a table that writes its heads itself. <see cref="OpenBody"/> follows.</summary>
    public static void OpenHead(HtmlWriter html, string label) => html
        .Open("div", "wide").Attribute("tabindex", "0").Attribute("role", "region").Attribute("aria-label", label)
        .Open("table").Open("thead").Open("tr");

    /// <summary>Writes heads that are texts.</summary>
    public static void Heads(HtmlWriter html, ReadOnlySpan<string> heads)
    {
        foreach (string head in heads)
        {
            html.Open("th").Attribute("scope", "col").Text(head).Close();
        }
    }

    /// <summary>Begins a head. Its content follows.</summary>
    public static HtmlWriter Head(HtmlWriter html, bool isNumber) =>
        (isNumber ? html.Open("th", "n") : html.Open("th")).Attribute("scope", "col");

    /// <summary>Ends the heads and begins the rows.</summary>
    public static void OpenBody(HtmlWriter html) => html.Close().Close().Open("tbody");

    /// <summary>Ends the table.</summary>
    public static void Close(HtmlWriter html) => html.Close().Close().Close();
}
