using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Reliability.Dashboard.Internal;

/// <summary>What stands around every page: its head, the line that says how old the data are, and the way back.</summary>
internal sealed record PageFrame
{
    /// <summary>Gets the title of the dashboard.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what the page is about; <see langword="null"/> for the overview.</summary>
    public string? Subject { get; init; }

    public required PageContext Page { get; init; }

    /// <summary>Gets the folder of the assets.</summary>
    public required string AssetVersion { get; init; }

    /// <summary>Gets the time between two reloads.</summary>
    public required TimeSpan ReloadInterval { get; init; }

    /// <summary>Gets the address of the twin, relative to the page.</summary>
    public required RelativeAddress Twin { get; init; }

    /// <summary>
    /// Gets the address of the write endpoints, relative to the page; <see langword="null"/> if the reader may change nothing.
    /// </summary>
    public string? WriteBase { get; init; }

    /// <summary>Writes what every twin begins with.</summary>
    public void WriteJson(Utf8JsonWriter json, DateTimeOffset asOf, string? problem)
    {
        json.WriteString("title", Title);
        json.WriteString("asOf", asOf);
        json.WriteString("zone", Page.Zone.Id);
        json.WriteString("problem", problem);
    }

    /// <summary>Writes the page around its content.</summary>
    public void WriteHtml(HtmlWriter html, string? problem, Action<HtmlWriter> content)
    {
        html.Doctype().Open("html").Attribute("lang", "en").Open("head")
            .Open("meta").Attribute("charset", "utf-8").Close()
            .Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").Close()
            .Open("meta").Attribute("name", "color-scheme").Attribute("content", "light dark").Close()
            .Element("title", Subject is { } subject ? $"{subject} - {Title}" : Title)
            .Open("link").Attribute("rel", "stylesheet").Link("href", Asset("app.css")).Close()
            .Open("script").Attribute("type", "module").Link("src", Asset("app.js")).Close()
            .Close().Open("body").Attribute("data-reload", ReloadInterval.TotalSeconds);
        if (WriteBase is { } writes)
        {
            html.Attribute("data-write", writes);
        }

        html.Open("a", "skip").Link("href", RelativeAddress.Anchor("main")).Text("Skip to the content").Close()
            .Open("header", "top").Open("p", "brand").Open("a").Link("href", Page.Root).Source("/title", Format.Word).Text(Title).Close();
        if (Subject is { } name)
        {
            html.Open("span").Attribute("aria-hidden", "true").Text(" / ").Close().Element("span", name);
        }

        html.Close().Open("p", "age").Text("Data as of ")
            .Open("time").Attribute("datetime", Page.AsOf.ToString("O", CultureInfo.InvariantCulture))
            .Figure("/asOf", Page.AsOf, Page.Zone).Close()
            .Open("span").Attribute("id", "age").Attribute("role", "status").Close().Close()
            .Open("p", "tools").Open("a").Link("href", Twin).Text("JSON").Close()
            .Open("button").Attribute("type", "button").Attribute("id", "theme").Flag("hidden").Text("Theme").Close().Close().Close()
            .Open("main").Attribute("id", "main");
        if (problem is not null)
        {
            html.Open("p", "banner").Attribute("role", "alert").Element("b", "The store cannot be read now.")
                .Text(" This is the last snapshot. ").Word("/problem", problem).Close();
        }

        content(html);
        html.Close().Open("footer").Element("p", "Every figure stands in the JSON beside this page; each names its place there.").Close()
            .Close().Close();
    }

    private RelativeAddress Asset([ConstantExpected] string name) => Page.Root.Folder("assets").File(AssetVersion).Then(name);
}
