using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Reliability.Dashboard.Internal;

/// <summary>What a request gets: a page and its twin, of which one is written, or a redirect.</summary>
/// <param name="Key">What the content depends on; <see langword="null"/> for a message, which is not cached.</param>
/// <param name="WriteHtml">Writes the page.</param>
/// <param name="WriteJson">Writes the twin.</param>
internal sealed record Answer(string? Key, Action<HtmlWriter> WriteHtml, Action<Utf8JsonWriter> WriteJson)
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Gets the address that the request is sent to, relative to its own.</summary>
    public string? Location { get; init; }

    public static Answer Redirect(string location) => new(null, _ => { }, _ => { }) { Location = location };

    /// <summary>A short page that says what is wrong and leads back; as a twin, problem details (RFC 9457).</summary>
    public static Answer Message(int status, string title, string text, int depth = 0) => new(
        null,
        html => html.Doctype().Open("html").Attribute("lang", "en").Open("head")
            .Open("meta").Attribute("charset", "utf-8").Close()
            .Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width, initial-scale=1").Close()
            .Element("title", title)
            .Open("link").Attribute("rel", "stylesheet")
            .Link("href", RelativeAddress.Root(depth).Folder("assets").File(AssetSet.Default.Version).Then("app.css")).Close()
            .Close().Open("body").Open("main").Attribute("id", "main").Open("section", "card message").Element("h1", title)
            .Element("p", text).Open("p").Open("a").Link("href", RelativeAddress.Root(depth)).Text("To the overview").Close().Close()
            .Close().Close().Close().Close(),
        json =>
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("detail", text);
            json.WriteEndObject();
        })
    {
        Status = status,
    };
}
