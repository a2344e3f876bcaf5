using System.Diagnostics.CodeAnalysis;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the links between the pages of a list.</summary>
internal static class Pager
{
    /// <param name="html">The writer.</param>
    /// <param name="label">What is paged, for readers who do not see it.</param>
    /// <param name="pointer">The JSON pointer of the list, which has a <c>page</c> and <c>pages</c>.</param>
    /// <param name="page">The number of the page, from 1.</param>
    /// <param name="pages">The number of pages. For one page, nothing is written.</param>
    /// <param name="address">Returns the address of another page.</param>
    public static void Write(
        HtmlWriter html, [ConstantExpected] string label, string pointer, int page, int pages, Func<int, RelativeAddress> address)
    {
        if (pages == 1)
        {
            return;
        }

        html.Open("nav", "pages").Attribute("aria-label", label);
        if (page > 1)
        {
            html.Open("a").Link("href", address(page - 1)).Text("Previous").Close();
        }

        html.Text(" page ").Figure(pointer + "/page", Format.Count, (decimal)page).Text(" of ")
            .Figure(pointer + "/pages", Format.Count, (decimal)pages).Text(" ");
        if (page < pages)
        {
            html.Open("a").Link("href", address(page + 1)).Text("Next").Close();
        }

        html.Close();
    }
}
