using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the links between the pages of a list in which each page names the item after which the next one begins.</summary>
internal static class RecordPager
{
    /// <param name="html">The writer.</param>
    /// <param name="label">What is paged, for readers who do not see it.</param>
    /// <param name="shown">The number of items of the page.</param>
    /// <param name="total">The number of all items, at <c>/total</c> in the twin; <see langword="null"/> if it is not known.</param>
    /// <param name="next">The address of the next page; <see langword="null"/> if there is none.</param>
    /// <param name="first">The address of the first page.</param>
    public static void Write(
        HtmlWriter html, [ConstantExpected] string label, int shown, int? total, RelativeAddress? next, RelativeAddress first)
    {
        if (next is null && shown == total)
        {
            return;
        }

        if (total is { } all)
        {
            html.Open("p", "more").Text(string.Create(CultureInfo.InvariantCulture, $"{shown} of "))
                .Figure("/total", Format.Count, (decimal)all).Close();
        }

        html.Open("nav", "pages").Attribute("aria-label", label).Open("a").Link("href", first).Text("Latest").Close();
        if (next is { } address)
        {
            html.Text(" ").Open("a").Link("href", address).Text("Earlier").Close();
        }

        html.Close();
    }
}
