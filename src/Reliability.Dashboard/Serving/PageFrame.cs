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

    /// <summary>
    /// Gets the address of the twin, relative to the page; <see langword="null"/> for a page that asks for something and has no data.
    /// </summary>
    public RelativeAddress? Twin { get; init; }

    /// <summary>
    /// Gets the address of the write endpoints, relative to the page; <see langword="null"/> if the reader may change nothing.
    /// </summary>
    public string? WriteBase { get; init; }

    /// <summary>Gets the time of the past that the page shows; <see langword="null"/> for the present.</summary>
    public PastNote? Past { get; init; }

    /// <summary>Gets a value indicating whether the page can show the past.</summary>
    public bool HasPast { get; init; } = true;

    /// <summary>Gets the address of the same page in the present.</summary>
    public RelativeAddress Now { get; init; }

    /// <summary>Writes what every twin begins with.</summary>
    public void WriteJson(Utf8JsonWriter json, DateTimeOffset asOf, string? problem, decimal? ageSeconds)
    {
        json.WriteString("title", Title);
        json.WriteString("asOf", asOf);
        json.WriteString("zone", Page.Zone.Id);
        if (Past is not null)
        {
            json.WritePropertyName("past");
            JsonSerializer.Serialize(json, Past, DashboardJson.Default.PastNote);
        }

        json.WriteString("problem", problem);
        if (ageSeconds is { } age)
        {
            json.WriteNumber("ageSeconds", age);
        }
    }

    /// <summary>Writes the page around its content.</summary>
    public void WriteHtml(HtmlWriter html, string? problem, decimal? ageSeconds, Action<HtmlWriter> content)
    {
        html.Doctype().Open("html").Attribute("lang", "en").Open("head")
            .Open("meta").Attribute("charset", "utf-8").Close()
            .Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").Close()
            .Open("meta").Attribute("name", "color-scheme").Attribute("content", "light dark").Close()
            .Element("title", Subject is { } subject ? $"{subject} - {Title}" : Title)
            .Open("link").Attribute("rel", "stylesheet").Link("href", Asset("app.css")).Close()
            .Open("script").Attribute("type", "module").Link("src", Asset("app.js")).Close()
            .Close().Open("body").Attribute("data-reload", Past is null ? ReloadInterval.TotalSeconds : 0);
        if (WriteBase is { } writes)
        {
            html.Attribute("data-write", writes);
        }

        html.Open("a", "skip").Link("href", RelativeAddress.Anchor("main")).Text("Skip to the content").Close()
            .Open("header", "top").Open("p", "brand").Open("a").Link("href", Page.Overview);
        if (Twin is not null)
        {
            html.Source("/title", Format.Word);
        }

        html.Text(Title).Close();
        if (Subject is { } name)
        {
            html.Open("span").Attribute("aria-hidden", "true").Text(" / ").Close().Element("span", name);
        }

        html.Close();
        WriteTools(html);
        html.Close().Open("main").Attribute("id", "main");
        if (problem is not null)
        {
            html.Open("p", "banner").Attribute("role", "alert").Open("b").Word("/problem", problem).Close()
                .Text(" This is the last snapshot, which is ").Figure("/ageSeconds", Format.Duration, ageSeconds).Text(" old.").Close();
        }

        if (Past is not null)
        {
            WritePast(html, Past);
        }

        content(html);
        html.Close();
        if (Twin is not null)
        {
            html.Open("footer").Element("p", "Every figure stands in the JSON beside this page; each names its place there.");
            if (HasPast)
            {
                WriteTime(html);
            }

            html.Close();
        }

        html.Close().Close();
    }

    private void WriteTools(HtmlWriter html)
    {
        if (Twin is not null)
        {
            html.Open("p", "age").Text("Data as of ")
                .Open("time").Attribute("datetime", Page.AsOf.ToString("O", CultureInfo.InvariantCulture))
                .Figure("/asOf", Page.AsOf, Page.Zone).Close()
                .Open("span").Attribute("id", "age").Attribute("role", "status").Close().Close();
        }

        html.Open("p", "tools");
        if (Twin is { } twin)
        {
            html.Open("a").Link("href", twin).Text("JSON").Close();
        }

        html.Open("button").Attribute("type", "button").Attribute("id", "theme").Flag("hidden").Text("Theme").Close().Close();
    }

    private void WritePast(HtmlWriter html, PastNote past)
    {
        html.Open("section", "banner past").Attribute("aria-label", "A past state").Open("p")
            .Element("b", "This is a past state: ").Figure("/past/at", past.At, Page.Zone)
            .Text(". It does not reload, and nothing can be changed here. ")
            .Open("a").Link("href", Now).Text("Show the present").Close().Close().Open("ul");
        for (int i = 0; i < past.Limits.Count; i++)
        {
            html.Open("li").Word(string.Create(CultureInfo.InvariantCulture, $"/past/limits/{i}"), past.Limits[i]).Close();
        }

        html.Close().Close();
    }

    /// <summary>A form that asks for the page at another time. It leads to the address of the page itself.</summary>
    private void WriteTime(HtmlWriter html)
    {
        html.Open("form", "filter").Attribute("method", "get").Open("label").Text($"State at ({Page.Zone.Id}) ")
            .Open("input").Attribute("type", "datetime-local").Attribute("name", PastTime.Name).Flag("required").Close().Close();
        if (Page.Query.Service is { } service)
        {
            html.Open("input").Attribute("type", "hidden").Attribute("name", "service").Attribute("value", service).Close();
        }

        if (Page.Query.Value is { } value)
        {
            html.Open("input").Attribute("type", "hidden").Attribute("name", OverviewQuery.ValueName).Attribute("value", value).Close();
        }

        html.Open("button").Attribute("type", "submit").Text("Show").Close().Close();
    }

    private RelativeAddress Asset([ConstantExpected] string name) => Page.Root.Folder("assets").File(AssetVersion).Then(name);
}
