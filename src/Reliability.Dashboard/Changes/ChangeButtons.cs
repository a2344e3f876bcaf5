using System.Diagnostics.CodeAnalysis;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes the buttons of changes. Each leads to the form of its change; with a script, it opens a dialog on the same page instead.
/// </summary>
internal static class ChangeButtons
{
    /// <summary>Begins the buttons of one subject.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="kind">The parameter of the form that names the subject.</param>
    /// <param name="name">The name of the subject.</param>
    public static void Open(HtmlWriter html, [ConstantExpected] string kind, string name)
    {
        html.Open("form", "acts").Attribute("method", "get");
        Hidden(html, kind, name);
    }

    /// <summary>Adds another parameter of the form.</summary>
    public static void Hidden(HtmlWriter html, [ConstantExpected] string name, string value) =>
        html.Open("input").Attribute("type", "hidden").Attribute("name", name).Attribute("value", value).Close();

    /// <summary>Begins a button. What the script needs can follow as attributes, then the text.</summary>
    public static HtmlWriter Open(HtmlWriter html, PageContext page, [ConstantExpected] string act) => html.Open("button")
        .Attribute("type", "submit").Link("formaction", page.Root.Folder("change").Last(act)).Attribute("data-act", act);
}
